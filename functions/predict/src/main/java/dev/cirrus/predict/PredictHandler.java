package dev.cirrus.predict;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.http.ApiFunction;
import dev.cirrus.http.ApiFunction.Route;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.lambda.Environment;
import dev.cirrus.lambda.SnapStart;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.ModelRegistryException;
import dev.cirrus.models.StoredModel;
import dev.cirrus.predict.inference.OpenInferenceApi;
import dev.cirrus.predict.serving.HotSwapModel;
import dev.cirrus.predict.serving.LoadedModel;
import dev.cirrus.predict.serving.ModelTelemetry;
import dev.cirrus.prediction.IdGenerator;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code POST /predict}, {@code GET /model} and its file, {@code GET /health} and the Open
 * Inference Protocol.
 */
public final class PredictHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>,
        AutoCloseable {
  private final HotSwapModel model;
  private final Predictor predictor;
  private final ModelRegistry registry;
  private final PredictTelemetry telemetry;
  private final ModelTelemetry modelTelemetry;
  private final ApiResponses responses;
  private final Supplier<Map<String, String>> parts;
  private final ApiFunction api;

  /** Creates the handler for Lambda, configured by the environment. */
  public PredictHandler() {
    this(PredictConfig.of(Environment.ofProcess()), Clock.systemUTC());
  }

  private PredictHandler(PredictConfig config, Clock clock) {
    this(
        new Adapters(config.registry(), config.queue()),
        IdGenerator.system(clock),
        clock,
        Telemetry.toStandardOutput("predict", clock),
        config.responses());
    SnapStartHooks hooks = snapStartHooks(config.queue());
    if (config.isSnapStart()) {
      SnapStart.register(hooks::prime, hooks::restore);
    } else {
      hooks.connect();
    }
  }

  /**
   * The services that the function uses.
   *
   * @param parts the states of the system's other parts for {@code GET /health}, {@code ok} if they
   *     work
   */
  public record Adapters(
      ModelRegistry models, PredictionQueue queue, Supplier<Map<String, String>> parts) {
    /** Creates adapters for a system whose other parts are not monitored. */
    public Adapters(ModelRegistry models, PredictionQueue queue) {
      this(models, queue, Map::of);
    }
  }

  /** Creates the handler with these collaborators; it starts with the shipped model. */
  public PredictHandler(
      Adapters adapters,
      IdGenerator ids,
      Clock clock,
      Telemetry telemetry,
      ApiResponses responses) {
    this(
        new HotSwapModel(
            LoadedModel.shipped(clock.instant()),
            adapters.models(),
            clock,
            new ModelTelemetry(telemetry)),
        adapters,
        ids,
        clock,
        telemetry,
        responses);
  }

  /** Creates the handler with these collaborators and this model, which it closes. */
  public PredictHandler(
      HotSwapModel model,
      Adapters adapters,
      IdGenerator ids,
      Clock clock,
      Telemetry telemetry,
      ApiResponses responses) {
    this.parts = adapters.parts();
    this.telemetry = new PredictTelemetry(telemetry);
    this.modelTelemetry = new ModelTelemetry(telemetry);
    this.model = model;
    this.predictor = new Predictor(model, new PredictionIds(ids, clock), clock);
    this.registry = adapters.models();
    this.responses = responses;
    this.api = api(adapters.queue(), telemetry);
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent event, @Nullable Context context) {
    model.refreshIfDue();
    return api.handle(event, context);
  }

  /** Closes the model. */
  @Override
  public void close() {
    model.close();
  }

  /** Returns the function that sends predictions to this queue and logs to this telemetry. */
  ApiFunction api(PredictionQueue queue, Telemetry telemetry) {
    PredictTelemetry predictTelemetry = new PredictTelemetry(telemetry);
    Map<String, Route> routes = new HashMap<>(new OpenInferenceApi(model, responses).routes());
    routes.put("POST /predict", request -> predict(request, queue, predictTelemetry));
    routes.put("GET /model", request -> card());
    routes.put("GET /model/files/{sha256}", this::file);
    routes.put("GET /health", request -> health());
    return new ApiFunction(routes, responses, telemetry);
  }

  SnapStartHooks snapStartHooks(SqsPredictionQueue queue) {
    return new SnapStartHooks(this, model, queue, telemetry);
  }

  private APIGatewayProxyResponseEvent predict(
      ApiRequest request, PredictionQueue queue, PredictTelemetry predictTelemetry) {
    PredictResult result =
        predictor.predict(
            PredictRequestParser.parse(request), request.owner(), queue, predictTelemetry);
    predictTelemetry.predicted(result.prediction().digits());
    return responses.json(200, result::writeTo);
  }

  private APIGatewayProxyResponseEvent card() {
    String report = driftReport();
    return responses.json(
        200, json -> ModelJson.writeCard(json, model.use(LoadedModel::card), report));
  }

  private APIGatewayProxyResponseEvent file(ApiRequest request) {
    StoredModel serving = model.use(LoadedModel::stored);
    if (!request.path("sha256").equals(Optional.of(serving.pointer().sha256()))) {
      throw new ProblemException(
          ProblemType.NOT_FOUND, "Another model serves: GET /model returns its sha256.");
    }
    return responses.immutableFile(serving.onnx());
  }

  private @Nullable String driftReport() {
    try {
      return registry.driftReport().orElse(null);
    } catch (ModelRegistryException e) {
      // The card is useful without it.
      modelTelemetry.registryFailed(e);
      return null;
    }
  }

  private APIGatewayProxyResponseEvent health() {
    LoadedModel loaded = model.use(it -> it);
    Map<String, String> states = parts.get();
    boolean degraded = states.values().stream().anyMatch(state -> !state.equals("ok"));
    return responses.json(
        200,
        json -> {
          json.writeStartObject();
          // Predictions are answered whatever happens to the other parts.
          json.writeStringField("status", degraded ? "degraded" : "ok");
          json.writeStringField("model", loaded.version());
          json.writeStringField("origin", loaded.origin().jsonName());
          json.writeStringField("since", loaded.since().toString());
          if (!states.isEmpty()) {
            json.writeObjectFieldStart("parts");
            for (Map.Entry<String, String> part : new TreeMap<>(states).entrySet()) {
              json.writeStringField(part.getKey(), part.getValue());
            }
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }
}
