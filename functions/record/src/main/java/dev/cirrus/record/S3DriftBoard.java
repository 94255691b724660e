package dev.cirrus.record;

import dev.cirrus.bucket.Bucket;
import dev.cirrus.bucket.Bucket.Answer;
import dev.cirrus.json.Json;
import dev.cirrus.ledger.DriftReport;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The drift as a file beside the models, where {@code GET /model} finds it. */
public final class S3DriftBoard implements DriftReportPublisher {
  private static final String KEY = "models/drift.json";

  private final Bucket bucket;

  public S3DriftBoard(Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public void show(DriftReport drift) {
    Answer answer =
        bucket.put(KEY, "application/json", json(drift).getBytes(StandardCharsets.UTF_8), Map.of());
    if (!answer.isDone()) {
      throw new IllegalStateException("S3 did not take the drift: it answered " + answer.status());
    }
  }

  static String json(DriftReport drift) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeBooleanField("shifted", drift.shifted());
      json.writeArrayFieldStart("reasons");
      for (String reason : drift.reasons()) {
        json.writeString(reason);
      }
      json.writeEndArray();
      json.writeStringField("day", drift.day().toString());
      json.writeNumberField("score", drift.score());
      json.writeNumberField("digits", drift.digits());
      json.writeNumberField("digitsBefore", drift.digitsBefore());
      json.writeNumberField("shift", drift.shift());
      json.writeNumberField("unsure", drift.unsure());
      json.writeNumberField("unsureBefore", drift.unsureBefore());
      json.writeNumberField("corrections", drift.corrections());
      json.writeNumberField("correctionsBefore", drift.correctionsBefore());
      json.writeEndObject();
    });
  }
}
