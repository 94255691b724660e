package dev.cirrus.traintrigger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.json.Json;
import dev.cirrus.runs.RunTrigger;
import java.io.IOException;

/**
 * The body of a request to start a run.
 *
 * @param needsApproval whether an administrator decides after the gate
 */
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
        require(json.nextToken() == JsonToken.VALUE_STRING, "trigger and promote must be strings.");
        switch (property) {
          case "trigger" -> trigger = trigger(json.getText());
          case "promote" -> {
            needsApproval = json.getText().equals("ask");
            require(needsApproval || json.getText().equals("gate"), "promote must be gate or ask.");
          }
          default -> require(false, "The body may contain trigger and promote only.");
        }
      }
      require(json.nextToken() == null, "Nothing may follow the JSON object.");
      return new StartRequest(trigger, needsApproval);
    } catch (IOException e) {
      throw new ProblemException(
          ProblemType.MALFORMED_JSON, "The body must be a JSON object or empty.");
    }
  }

  private static RunTrigger trigger(String text) {
    return RunTrigger.of(text)
        .orElseThrow(() ->
            new ProblemException(
                ProblemType.INVALID_INPUT, "trigger must be hand, schedule or corrections."));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ProblemException(ProblemType.INVALID_INPUT, otherwise);
    }
  }
}
