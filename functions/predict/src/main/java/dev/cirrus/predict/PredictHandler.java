package dev.cirrus.predict;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.classifier.ModelStore;
import dev.cirrus.http.ApiAnswers;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.prediction.Ids;
import dev.cirrus.prediction.ReadDigit;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Answers {@code POST /predict}, {@code GET /model} and {@code GET /health}. */
public final class PredictHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>,
        AutoCloseable {
  private final CurrentModel models;
  private final Predictor predictor;
  private final DriftReports drift;
  private final PredictionLog log;
  private final Journal journal;
  private final ApiAnswers answers;

  /** Lambda holds its resources weakly, so the handler holds on to this one. */
  private final @Nullable Snapshot snapshot;

  /** As Lambda makes it, by the environment's variables. */
  public PredictHandler() {
    this(Surroundings.of(System.getenv()), Clock.systemUTC());
  }

  private PredictHandler(Surroundings lambda, Clock clock) {
    this.journal = new Journal(Telemetry.toStandardOutput("predict", clock));
    this.models =
        new CurrentModel(ShippedModel.load(clock.instant()), lambda.store(), clock, journal);
    this.predictor = new Predictor(models, Ids.ofSystem(clock), clock);
    this.drift = lambda.store();
    this.log = lambda.log();
    this.answers = lambda.answers();
    this.snapshot = snapshot(lambda.log());
    snapshot.begin(lambda.isSnapStart());
  }

  /** With these collaborators; what it is given, it does not close. */
  public PredictHandler(
      ModelStore store,
      DriftReports drift,
      PredictionLog log,
      Ids ids,
      Clock clock,
      Telemetry telemetry,
      ApiAnswers answers) {
    this.journal = new Journal(telemetry);
    this.models = new CurrentModel(ShippedModel.load(clock.instant()), store, clock, journal);
    this.predictor = new Predictor(models, ids, clock);
    this.drift = drift;
    this.log = log;
    this.answers = answers;
    this.snapshot = null;
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent event, @Nullable Context context) {
    models.lookIfDue();
    return answer(event, context == null ? "" : context.getAwsRequestId(), log, journal);
  }

  /** What is to be done around a snapshot of this handler. */
  Snapshot snapshot(SqsPredictionLog queue) {
    return new Snapshot(this, models, queue, journal);
  }

  /** Closes the model. */
  @Override
  public void close() {
    models.close();
  }

  /** Answers, handing predictions on to this log and telling of it in this journal. */
  APIGatewayProxyResponseEvent answer(
      APIGatewayProxyRequestEvent event, String requestId, PredictionLog to, Journal teller) {
    long start = System.nanoTime();
    ApiRequest request = new ApiRequest(event);
    APIGatewayProxyResponseEvent response;
    int digits = 0;
    try {
      response =
          switch (request.route()) {
            case "POST /predict" -> {
              Predictor.Answer answer =
                  predictor.answer(Questions.of(request), request.owner(), to, teller);
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
    return answers.json(200, json -> ModelJson.writeCard(json, models.use(Served::card), report));
  }

  private @Nullable String drift() {
    try {
      return drift.drift().orElse(null);
    } catch (IOException e) {
      // The card is worth showing without it.
      journal.storeFailed(e);
      return null;
    }
  }

  private APIGatewayProxyResponseEvent health() {
    Served served = models.use(it -> it);
    return answers.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("status", "ok");
          json.writeStringField("model", served.version());
          json.writeStringField("origin", served.origin().wire());
          json.writeStringField("since", served.since().toString());
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Predictor.Answer answer) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", answer.prediction().id());
    json.writeStringField("model", answer.prediction().model());
    json.writeStringField("text", answer.prediction().text());
    json.writeBooleanField("recorded", answer.recorded());
    json.writeArrayFieldStart("predictions");
    for (ReadDigit digit : answer.prediction().digits()) {
      digit.writeWithoutPixels(json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
