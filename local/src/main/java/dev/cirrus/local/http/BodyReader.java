package dev.cirrus.local.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests and limits the memory that all of them take. Bytes are counted when
 * they arrive, so that a slow caller takes no more than what it has sent.
 */
final class BodyReader {
  /** Large bodies are held in memory once as bytes and twice as base64. */
  static final int MAX_BYTES = 64 << 20;

  /** The size that every body may have, so that large uploads do not block small requests. */
  private static final int UNCOUNTED = 16 << 10;

  private static final int CHUNK = 16 << 10;

  private final Semaphore bytes = new Semaphore(MAX_BYTES);

  /** A body that is counted until it is closed. */
  final class Body implements AutoCloseable {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private int counted;

    private Body() {}

    /**
     * Reads a body; null if it is longer than the limit.
     *
     * @throws RejectedExecutionException if all bodies together are too long
     */
    byte @Nullable [] read(InputStream in, int limit) throws IOException {
      boolean more = append(in, UNCOUNTED);
      while (more && content.size() <= limit) {
        if (!bytes.tryAcquire(CHUNK)) {
          throw new RejectedExecutionException("too many bytes in progress");
        }
        counted += CHUNK;
        more = append(in, CHUNK);
      }
      return content.size() <= limit ? content.toByteArray() : null;
    }

    private boolean append(InputStream in, int length) throws IOException {
      byte[] chunk = in.readNBytes(length);
      content.writeBytes(chunk);
      return chunk.length == length;
    }

    @Override
    public void close() {
      bytes.release(counted);
    }
  }

  Body body() {
    return new Body();
  }
}
