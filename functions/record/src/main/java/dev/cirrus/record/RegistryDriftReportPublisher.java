package dev.cirrus.record;

import dev.cirrus.json.Json;
import dev.cirrus.ledger.DayCounts;
import dev.cirrus.ledger.DriftReport;
import dev.cirrus.models.ModelRegistry;

/** Writes the drift to the model registry, from which {@code GET /model} reads it. */
public final class RegistryDriftReportPublisher implements DriftReportPublisher {
  private final ModelRegistry registry;

  public RegistryDriftReportPublisher(ModelRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void publish(DriftReport drift) {
    registry.writeDriftReport(json(drift));
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
      json.writeArrayFieldStart("days");
      for (DayCounts day : drift.days()) {
        json.writeStartObject();
        json.writeStringField("day", day.day().toString());
        json.writeNumberField("digits", day.total());
        json.writeNumberField("unsure", day.unsure());
        json.writeNumberField("corrections", day.corrections());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }
}
