package dev.cirrus.history;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.http.OwnerKey;
import dev.cirrus.http.PrimingRequest;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.AwsStub;
import java.util.List;
import java.util.Map;

/** Answers one request of each kind before the snapshot is taken, against a stub of DynamoDB. */
final class HistoryPriming {
  private static final String AUTHORIZATION = "Bearer priming-priming-priming";

  private HistoryPriming() {}

  static void run() {
    OwnerKey owner = OwnerKey.ofHeader(AUTHORIZATION);
    String id = AwsStub.prediction(owner.sha256()).id();
    try (AwsStub aws = AwsStub.open(owner.sha256())) {
      HistoryHandler handler =
          new HistoryHandler(aws.ledger(), Telemetry.discarding(), new ApiResponses(null));
      for (PrimingRequest request : requests(id, Cursor.PREDICTIONS.after(id, owner))) {
        request.send(handler.api());
      }
    }
  }

  private static List<PrimingRequest> requests(String id, String cursor) {
    Map<String, String> path = Map.of("id", id);
    return List.of(
        new PrimingRequest(
            event("GET", "/predictions")
                .withQueryStringParameters(Map.of("limit", "5", "cursor", cursor)),
            200),
        new PrimingRequest(event("GET", "/predictions/{id}").withPathParameters(path), 200),
        new PrimingRequest(
            event("PUT", "/predictions/{id}/labels")
                .withPathParameters(path)
                .withBody("{\"labels\": [1]}"),
            200),
        new PrimingRequest(
            event("PUT", "/predictions/{id}/labels").withPathParameters(path).withBody("{"), 400),
        new PrimingRequest(event("DELETE", "/predictions/{id}").withPathParameters(path), 204),
        new PrimingRequest(event("GET", "/dataset"), 200),
        new PrimingRequest(
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
