package dev.cirrus.local;

import dev.cirrus.local.queue.DiskGuardedQueue;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder with all state. A lock, which ends with the process, admits one system at a time. */
final class DataFolder implements AutoCloseable {
  /** The format of the data. It changes when other versions of Cirrus cannot use it any more. */
  private static final String FORMAT = "1";

  private static final String FORMAT_FILE = "format";

  /** With this much, all parts can create or open their files. */
  private static final long MIN_BYTES_TO_START = 1 << 20;

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Opens and locks a folder.
   *
   * @throws StartupException if another system uses it, it is not writable, its disk is full or it
   *     has another format
   */
  static DataFolder open(Path path) throws IOException {
    FileChannel channel;
    try {
      Files.createDirectories(path);
      restrict(path, "rwx------");
      channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (FileSystemException e) {
      throw new StartupException(
          "failed to open the data folder %s (%s): choose a writable folder with --data DIR"
              .formatted(
                  path, e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()),
          e);
    }
    if (lock(channel) == null) {
      channel.close();
      throw new StartupException(
          "another Cirrus uses the data folder "
              + path
              + ": stop it, or choose another folder with --data DIR");
    }
    try {
      checkSpace(path, path.toFile().getUsableSpace());
      checkFormat(path);
    } catch (IOException | StartupException e) {
      channel.close();
      throw e;
    }
    return new DataFolder(path, channel);
  }

  static void checkSpace(Path path, long usableBytes) {
    if (usableBytes < MIN_BYTES_TO_START) {
      throw new StartupException(
          ("the disk with the data folder %s is full: free %d MB, below which nothing is recorded, or"
                  + " choose another folder with --data DIR")
              .formatted(path, DiskGuardedQueue.MIN_FREE_BYTES >> 20));
    }
  }

  /** A folder without the file has the first format. */
  private static void checkFormat(Path path) throws IOException {
    Path file = path.resolve(FORMAT_FILE);
    if (!Files.exists(file)) {
      // In two steps, because a full disk would leave an empty file.
      Path written = path.resolve(FORMAT_FILE + ".new");
      Files.writeString(written, FORMAT + "\n");
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    String format = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    if (!format.equals(FORMAT)) {
      throw new StartupException(
          ("the data folder %s has the format \"%s\", but this version of Cirrus reads the format %s:"
                  + " start the version that wrote it, or choose another folder with --data DIR")
              .formatted(path, format, FORMAT));
    }
  }

  /** Writes a file that other users of the machine can't read. */
  void writePrivately(String name, String content) throws IOException {
    Path file = path.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(file);
    restrict(file, "rw-------");
    Files.writeString(file, content);
  }

  /** Protects people's handwriting. Systems without POSIX permissions keep their defaults. */
  private static void restrict(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
