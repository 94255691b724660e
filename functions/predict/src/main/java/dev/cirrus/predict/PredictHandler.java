package dev.cirrus.predict;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.ModelRegistryException;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.IdGenerator;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Answers {@code POST /predict}, {@code GET /model} and {@code GET /health}. */
public final class PredictHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>,
        AutoCloseable {
  private final HotSwapModel models;
  private final Predictor predictor;
  private final ModelRegistry registry;
  private final PredictionQueue log;
  private final PredictTelemetry telemetry;
  private final ApiResponses answers;

  /** Lambda holds its resources weakly, so the handler holds on to this one. */
  private final @Nullable SnapStartHooks snapshot;

  /** As Lambda makes it, by the environment's variables. */
  public PredictHandler() {
    this(PredictConfig.of(System.getenv()), Clock.systemUTC());
  }

  private PredictHandler(PredictConfig lambda, Clock clock) {
    this.telemetry = new PredictTelemetry(Telemetry.toStandardOutput("predict", clock));
    this.models =
        new HotSwapModel(LoadedModel.shipped(clock.instant()), lambda.registry(), clock, telemetry);
    this.predictor = new Predictor(models, IdGenerator.system(clock), clock);
    this.registry = lambda.registry();
    this.log = lambda.log();
    this.answers = lambda.answers();
    this.snapshot = snapshot(lambda.log());
    snapshot.begin(lambda.isSnapStart());
  }

  /** With these collaborators; what it is given, it does not close. */
  public PredictHandler(
      ModelRegistry registry,
      PredictionQueue log,
      IdGenerator ids,
      Clock clock,
      Telemetry lines,
      ApiResponses answers) {
    this.telemetry = new PredictTelemetry(lines);
    this.models =
        new HotSwapModel(LoadedModel.shipped(clock.instant()), registry, clock, telemetry);
    this.predictor = new Predictor(models, ids, clock);
    this.registry = registry;
    this.log = log;
    this.answers = answers;
    this.snapshot = null;
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent event, @Nullable Context context) {
    models.lookIfDue();
    return answer(event, context == null ? "" : context.getAwsRequestId(), log, telemetry);
  }

  /** What is to be done around a snapshot of this handler. */
  SnapStartHooks snapshot(SqsPredictionQueue queue) {
    return new SnapStartHooks(this, models, queue, telemetry);
  }

  /** Closes the model. */
  @Override
  public void close() {
    models.close();
  }

  /** Answers, handing predictions on to this log and telling of it in this telemetry. */
  APIGatewayProxyResponseEvent answer(
      APIGatewayProxyRequestEvent event,
      String requestId,
      PredictionQueue to,
      PredictTelemetry teller) {
    long start = System.nanoTime();
    ApiRequest request = new ApiRequest(event);
    APIGatewayProxyResponseEvent response;
    int digits = 0;
    try {
      response =
          switch (request.route()) {
            case "POST /predict" -> {
              PredictResult answer =
                  predictor.predict(
                      PredictRequestParser.parse(request), request.owner(), to, teller);
              digits = answer.prediction().digits().size();
              yield answers.json(200, json -> write(json, answer));
            }
            case "GET /model" -> model();
            case "GET /health" -> health();
            default ->
                throw new ProblemException(
                    ProblemType.NO_SUCH_ROUTE, "There is nothing here for this method and path.");
          };
    } catch (ProblemException e) {
      response = answers.problem(e);
    } catch (RuntimeException e) {
      teller.failed(requestId, e);
      response =
          answers.problem(
              new ProblemException(
                  ProblemType.INTERNAL,
                  "Something went wrong here; it is not your request's fault. Try again."));
    }
    double milliseconds = (System.nanoTime() - start) / 1e6;
    teller.answered(requestId, response.getStatusCode(), digits, milliseconds);
    return response;
  }

  private APIGatewayProxyResponseEvent model() {
    String report = drift();
    return answers.json(
        200, json -> ModelJson.writeCard(json, models.use(LoadedModel::card), report));
  }

  private @Nullable String drift() {
    try {
      return registry.driftReport().orElse(null);
    } catch (ModelRegistryException e) {
      // The card is worth showing without it.
      telemetry.storeFailed(e);
      return null;
    }
  }

  private APIGatewayProxyResponseEvent health() {
    LoadedModel loaded = models.use(it -> it);
    return answers.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("status", "ok");
          json.writeStringField("model", loaded.version());
          json.writeStringField("origin", loaded.origin().wire());
          json.writeStringField("since", loaded.since().toString());
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, PredictResult answer) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", answer.prediction().id());
    json.writeStringField("model", answer.prediction().model());
    json.writeStringField("text", answer.prediction().text());
    json.writeBooleanField("recorded", answer.recorded());
    json.writeArrayFieldStart("predictions");
    for (ClassifiedDigit digit : answer.prediction().digits()) {
      digit.writeWithoutPixels(json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
