package dev.cirrus.predict;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.predict.serving.FakeModelRegistry;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.testsupport.MutableClock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A handler with in-memory collaborators. */
final class HandlerFixture implements AutoCloseable {
  final MutableClock clock = new MutableClock();
  final FakeModelRegistry registry = new FakeModelRegistry();
  final InMemoryPredictionQueue queue = new InMemoryPredictionQueue();
  final List<String> lines = new CopyOnWriteArrayList<>();
  final PredictHandler handler;

  HandlerFixture() {
    this(null);
  }

  HandlerFixture(@Nullable PredictionQueue other) {
    handler =
        new PredictHandler(
            new PredictHandler.Adapters(registry, other == null ? queue : other),
            IdGenerator.system(clock),
            clock,
            new Telemetry("predict", clock, lines::add),
            new ApiResponses(null));
  }

  APIGatewayProxyResponseEvent json(String body) {
    return handler.handleRequest(predict("application/json").withBody(body), null);
  }

  APIGatewayProxyResponseEvent get(String path) {
    return handler.handleRequest(
        new APIGatewayProxyRequestEvent().withHttpMethod("GET").withResource(path), null);
  }

  static APIGatewayProxyRequestEvent predict(String type) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod("POST")
        .withResource("/predict")
        .withHeaders(Map.of("content-type", type));
  }

  @Override
  public void close() {
    handler.close();
  }
}
