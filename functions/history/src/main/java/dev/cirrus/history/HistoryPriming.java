package dev.cirrus.history;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.http.OwnerKey;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.AwsStub;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A request of each kind, gone through before the snapshot. */
final class HistoryPriming {
  private static final String AUTHORIZATION = "Bearer rehearsal-rehearsal-rehearsal";

  private HistoryPriming() {}

  private record Scene(APIGatewayProxyRequestEvent event, int status) {}

  /** Answers them all by a ledger that reaches nothing. */
  static void play() {
    OwnerKey owner = OwnerKey.ofHeader(AUTHORIZATION);
    String id = AwsStub.prediction(owner.sha256()).id();
    Telemetry unheard = new Telemetry("history", InstantSource.system(), line -> {});
    try (AwsStub aws = AwsStub.open(owner.sha256())) {
      HistoryHandler handler = new HistoryHandler(aws.ledger(), unheard, new ApiResponses(null));
      for (Scene scene : scenes(id, Cursor.PREDICTIONS.behind(id, owner))) {
        APIGatewayProxyResponseEvent answer = handler.answer(scene.event, "rehearsal");
        if (answer.getStatusCode() != scene.status) {
          throw new IllegalStateException(
              "The rehearsal failed: %s %s was answered with %d"
                  .formatted(
                      scene.event.getHttpMethod(),
                      scene.event.getResource(),
                      answer.getStatusCode()));
        }
      }
    }
  }

  private static List<Scene> scenes(String id, String cursor) {
    Map<String, String> path = Map.of("id", id);
    return List.of(
        new Scene(
            event("GET", "/predictions")
                .withQueryStringParameters(Map.of("limit", "5", "cursor", cursor)),
            200),
        new Scene(event("GET", "/predictions/{id}").withPathParameters(path), 200),
        new Scene(
            event("PUT", "/predictions/{id}/labels")
                .withPathParameters(path)
                .withBody("{\"labels\": [1]}"),
            200),
        new Scene(
            event("PUT", "/predictions/{id}/labels").withPathParameters(path).withBody("{"), 400),
        new Scene(event("DELETE", "/predictions/{id}").withPathParameters(path), 204),
        new Scene(event("GET", "/dataset"), 200),
        new Scene(
            event("GET", "/dataset")
                .withHeaders(
                    Map.of("Authorization", AUTHORIZATION, "Accept", "application/x-ndjson")),
            200));
  }

  private static APIGatewayProxyRequestEvent event(String method, String resource) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod(method)
        .withResource(resource)
        .withHeaders(Map.of("Authorization", AUTHORIZATION, "Content-Type", "application/json"));
  }
}
