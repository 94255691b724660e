package dev.cirrus.runs;

import java.util.Map;
import java.util.Optional;

/** The files of runs and models in S3. */
public final class S3RunFiles implements RunFiles {
  private static final int OK = 200;

  private final S3Bucket bucket;

  public S3RunFiles(S3Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public Optional<byte[]> read(String key, int limit) {
    return bucket.get(key, limit, (bytes, mark) -> bytes);
  }

  @Override
  public void write(String key, String mediaType, byte[] bytes) {
    int status = bucket.put(key, mediaType, bytes, Map.of());
    if (status != OK) {
      throw new IllegalStateException("S3 did not take " + key + ": it answered " + status);
    }
  }
}
