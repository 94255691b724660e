package dev.cirrus.runs;

import dev.cirrus.bucket.Bucket;
import dev.cirrus.bucket.Bucket.Answer;
import java.util.Map;
import java.util.Optional;

/** The files of runs and models in S3. */
public final class S3RunFiles implements RunFiles {
  private final Bucket bucket;

  public S3RunFiles(Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public Optional<byte[]> read(String key, int limit) {
    return read(bucket, key, limit).map(Answer::bytes);
  }

  @Override
  public void write(String key, String mediaType, byte[] bytes) {
    Answer answer = bucket.put(key, mediaType, bytes, Map.of());
    if (!answer.isDone()) {
      throw new IllegalStateException(
          "S3 did not take " + key + ": it answered " + answer.status());
    }
  }

  @Override
  public void delete(String key) {
    Answer answer = bucket.delete(key);
    if (!answer.isDone()) {
      throw new IllegalStateException(
          "S3 did not delete " + key + ": it answered " + answer.status());
    }
  }

  /** An object as S3 gives it; empty if there is none. */
  static Optional<Answer> read(Bucket bucket, String key, int limit) {
    Answer answer = bucket.get(key, limit, Map.of());
    if (answer.isMissing()) {
      return Optional.empty();
    }
    if (!answer.isDone()) {
      throw new IllegalStateException(
          "S3 did not give " + key + ": it answered " + answer.status());
    }
    if (answer.length() > limit) {
      throw new FileTooLargeException(key, answer.length());
    }
    return Optional.of(answer);
  }
}
