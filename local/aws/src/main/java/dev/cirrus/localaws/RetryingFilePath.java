package dev.cirrus.localaws;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 that repeats writes that fail, until they succeed. When the disk is full, H2
 * would otherwise close the database, and the queues could not store anything until a restart.
 *
 * <p>Public because H2 creates instances by reflection.
 */
public final class RetryingFilePath extends FilePathWrapper {
  /** The prefix of the names of these files in a database's URL. */
  static final String SCHEME = "retrying";

  private static final long PAUSE_MILLIS = 100;

  /** Whether writes are repeated, in all databases, because a JVM has one for queues. */
  private static volatile boolean repeats;

  /** Makes {@link #SCHEME} known to H2. */
  static void register() {
    FilePath.register(new RetryingFilePath());
  }

  /**
   * Repeats failing writes from now on, or no longer. While a database is opened or closed, a
   * failure should be reported instead.
   */
  static void repeatWrites(boolean repeat) {
    repeats = repeat;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new RetryingChannel(getBase().open(mode));
  }

  // The file is thread-safe, and reads don't wait for a write.
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  private static final class RetryingChannel extends FileBaseDefault {
    private final FileChannel file;

    RetryingChannel(FileChannel file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      boolean reported = false;
      while (true) {
        try {
          int written = file.write(source, position);
          if (reported) {
            System.err.println("cirrus: the queue can write to its file again");
          }
          return written;
        } catch (ClosedChannelException e) {
          throw e;
        } catch (IOException e) {
          if (!repeats) {
            throw e;
          }
          if (!reported) {
            reported = true;
            System.err.println(
                "cirrus: the queue waits until it can write to its file: " + e.getMessage());
          }
          pause();
        }
      }
    }

    private static void pause() throws InterruptedIOException {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting to write");
      }
    }

    @Override
    public int read(ByteBuffer destination, long position) throws IOException {
      return file.read(destination, position);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      file.force(metadata);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }

    /** Names the file in H2's messages. */
    @Override
    public String toString() {
      return file.toString();
    }
  }
}
