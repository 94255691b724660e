package dev.cirrus.runs;

import dev.cirrus.bucket.Bucket;
import dev.cirrus.bucket.Bucket.Answer;
import dev.cirrus.classifier.ModelPointer;
import dev.cirrus.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * {@code models/current.json} in S3, moved by conditional writes on its ETag.
 *
 * <p>S3 compares and writes in one step. S3Proxy compares first and writes then; so moves through
 * one object are made one after another, and on one machine all go through one object.
 */
public final class S3CurrentModel implements CurrentModel {
  private static final String KEY = "models/current.json";

  private static final int LARGEST = 1 << 20;

  private final Bucket bucket;

  public S3CurrentModel(Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public Optional<Seen> read() {
    return S3RunFiles.read(bucket, KEY, LARGEST)
        .map(found -> new Seen(pointer(found.bytes()), found.tag()));
  }

  @Override
  public synchronized boolean move(Optional<Seen> seen, ModelPointer next) {
    Answer answer =
        bucket.put(
            KEY,
            "application/json",
            json(next).getBytes(StandardCharsets.UTF_8),
            seen.map(known -> Map.of("If-Match", known.mark()))
                .orElseGet(() -> Map.of("If-None-Match", "*")));
    return switch (answer.status()) {
      case 200 -> true;
      // 412: it is another; 409: another is being written; 404: it has gone.
      case 412, 409, 404 -> read().map(Seen::pointer).equals(Optional.of(next));
      default ->
          throw new IllegalStateException(
              "S3 did not move " + KEY + ": it answered " + answer.status());
    };
  }

  private static String json(ModelPointer pointer) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringField("version", pointer.version());
      json.writeStringField("sha256", pointer.sha256());
      json.writeEndObject();
    });
  }

  private static ModelPointer pointer(byte[] text) {
    try {
      return Models.pointer(new String(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(KEY + " is broken", e);
    }
  }
}
