package dev.cirrus.traintrigger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.json.Json;
import dev.cirrus.runs.RunTrigger;
import java.io.IOException;

/** What was asked for: why a run begins, and whether a person is asked before it is promoted. */
record StartRequest(RunTrigger trigger, boolean needsApproval) {
  static StartRequest read(byte[] body) {
    RunTrigger trigger = RunTrigger.MANUAL;
    boolean needsApproval = false;
    if (body.length == 0) {
      return new StartRequest(trigger, needsApproval);
    }
    try (JsonParser json = Json.parser(body)) {
      require(json.nextToken() == JsonToken.START_OBJECT, "The body must be a JSON object.");
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String property = json.currentName();
        require(
            json.nextToken() == JsonToken.VALUE_STRING,
            "The body's properties, trigger and promote, must be strings.");
        switch (property) {
          case "trigger" -> trigger = trigger(json.getText());
          case "promote" -> {
            needsApproval = json.getText().equals("ask");
            require(needsApproval || json.getText().equals("gate"), "promote must be gate or ask.");
          }
          default -> require(false, "The body may say trigger and promote, and nothing else.");
        }
      }
      require(json.nextToken() == null, "Nothing may follow the body's object.");
      return new StartRequest(trigger, needsApproval);
    } catch (IOException e) {
      throw new ProblemException(
          ProblemType.MALFORMED_JSON, "The body must be a JSON object, or be left out.");
    }
  }

  private static RunTrigger trigger(String text) {
    for (RunTrigger trigger : RunTrigger.values()) {
      if (trigger.text().equals(text)) {
        return trigger;
      }
    }
    throw new ProblemException(
        ProblemType.INVALID_INPUT, "trigger must be hand, schedule or corrections.");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ProblemException(ProblemType.INVALID_INPUT, otherwise);
    }
  }
}
