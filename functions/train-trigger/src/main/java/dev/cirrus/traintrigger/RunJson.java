package dev.cirrus.traintrigger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.json.Json;
import dev.cirrus.runs.ExportedCorrections;
import dev.cirrus.runs.JobStatus;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunState;
import java.io.IOException;
import java.util.Optional;

/** Writes runs as JSON, as the HTTP interface describes them. */
final class RunJson {
  private RunJson() {}

  static void write(JsonGenerator json, Run run, Optional<JobStatus> job) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", run.id());
    writeState(json, run);
    json.writeStringField("trigger", run.trigger().text());
    json.writeStringField("promote", run.needsApproval() ? "ask" : "gate");
    json.writeStringField("createdAt", run.createdAt().toString());
    json.writeStringField("updatedAt", run.updatedAt().toString());
    json.writeStringField("baseModel", run.base().version());
    ExportedCorrections corrections = run.corrections();
    if (corrections != null) {
      json.writeNumberField("rows", corrections.rows());
      json.writeStringField("dataSha256", corrections.sha256());
    }
    if (job.orElse(null) instanceof JobStatus.Running running) {
      if (running.progress().isPresent()) {
        json.writeNumberField("progress", running.progress().getAsDouble());
      }
      json.writeStringField("log", running.log());
    }
    String report = run.report();
    if (report != null) {
      writeFields(json, report);
    }
    json.writeEndObject();
  }

  private static void writeState(JsonGenerator json, Run run) throws IOException {
    switch (run.state()) {
      case RunState.Queued q -> json.writeStringField("state", "queued");
      case RunState.Running r -> json.writeStringField("state", "running");
      case RunState.Gate g -> json.writeStringField("state", "gate");
      case RunState.Promoting p -> json.writeStringField("state", "gate");
      case RunState.Passed p -> {
        json.writeStringField("state", "gate");
        json.writeBooleanField("awaitsPromotion", true);
        json.writeStringField("model", p.candidate().version());
      }
      case RunState.Promoted p -> {
        json.writeStringField("state", "promoted");
        json.writeStringField("model", p.model().version());
      }
      case RunState.Refused r -> {
        json.writeStringField("state", "refused");
        json.writeArrayFieldStart("reasons");
        for (String reason : r.reasons()) {
          json.writeString(reason);
        }
        json.writeEndArray();
      }
      case RunState.Cancelled c -> json.writeStringField("state", "cancelled");
      case RunState.Failed f -> {
        json.writeStringField("state", "failed");
        json.writeStringField("log", f.log());
      }
    }
  }

  /** Copies an object's fields into the one that is being written. */
  private static void writeFields(JsonGenerator json, String object) throws IOException {
    try (JsonParser from = Json.parser(object)) {
      from.nextToken();
      while (from.nextToken() == JsonToken.FIELD_NAME) {
        json.copyCurrentStructure(from);
      }
    }
  }
}
