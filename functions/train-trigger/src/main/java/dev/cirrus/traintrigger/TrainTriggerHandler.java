package dev.cirrus.traintrigger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.http.ApiFunction;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.http.Problem;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.lambda.Environment;
import dev.cirrus.lambda.SnapStart;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.models.CorruptRegistryException;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.models.ModelRegistryException;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.runs.AwsRunAdapters;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunAdapters;
import dev.cirrus.runs.RunMonitor;
import dev.cirrus.runs.RunSnapshot;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Starts, lists and cancels training runs, promotes candidates and rolls back to an earlier model.
 * The rule that starts runs on schedule sends the event that API Gateway would send for a request.
 */
public final class TrainTriggerHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private static final int LISTED = 50;

  private final RunStarter starter;
  private final PromotionService promotions;
  private final RunCanceller canceller;
  private final Telemetry telemetry;
  private final ApiResponses responses;
  private final ApiFunction api;

  /** Creates the handler for Lambda, configured by the environment. */
  public TrainTriggerHandler() {
    this(Environment.ofProcess(), Clock.systemUTC());
    SnapStart.beforeSnapshot(TrainTriggerPriming::run);
  }

  private TrainTriggerHandler(Environment environment, Clock clock) {
    this(
        new AwsRunAdapters(environment),
        new Settings(
            Integer.parseInt(environment.required("CORRECTIONS_BEFORE_TRAINING")),
            Integer.parseInt(environment.required("RETENTION_DAYS")),
            environment.optional("ALLOWED_ORIGIN")),
        environment.required("LEDGER_TABLE"),
        clock);
  }

  private TrainTriggerHandler(
      AwsRunAdapters aws, Settings settings, String ledgerTable, Clock clock) {
    this(
        aws.adapters(),
        new DynamoLedger(aws.dynamoDb(), ledgerTable, clock),
        settings,
        IdGenerator.system(clock),
        clock,
        Telemetry.toStandardOutput("train-trigger", clock));
  }

  /**
   * The function's settings.
   *
   * @param correctionsBeforeTraining how many new corrections start a run; 0 if none do
   * @param retentionDays how long the ledger keeps a record
   * @param allowedOrigin the one other site whose pages may read the responses, or null
   */
  public record Settings(
      int correctionsBeforeTraining, int retentionDays, @Nullable String allowedOrigin) {}

  /** Creates the handler with these collaborators. */
  public TrainTriggerHandler(
      RunAdapters adapters,
      Ledger ledger,
      Settings settings,
      IdGenerator ids,
      Clock clock,
      Telemetry telemetry) {
    this.starter =
        new RunStarter(
            adapters,
            new CorrectionExporter(ledger, adapters.files(), clock, settings.retentionDays()),
            ids::next,
            clock,
            telemetry,
            settings.correctionsBeforeTraining());
    this.promotions = new PromotionService(adapters.store(), adapters.models(), clock);
    this.canceller = new RunCanceller(adapters, new RunMonitor(adapters, clock, telemetry), clock);
    this.telemetry = telemetry;
    this.responses = new ApiResponses(settings.allowedOrigin());
    this.api =
        new ApiFunction(
            Map.of(
                "POST /training-runs", request -> start(StartRequest.read(request.body())),
                "GET /training-runs", request -> list(),
                "GET /training-runs/{id}", request -> run(200, snapshot(request)),
                "POST /training-runs/{id}/promotion",
                    request -> pointer(promotions.promote(snapshot(request).run())),
                "POST /training-runs/{id}/cancellation", request -> cancel(snapshot(request).run()),
                "POST /model/rollback", request -> pointer(promotions.rollBack())),
            responses,
            telemetry,
            TrainTriggerHandler::problemOf);
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent event, @Nullable Context context) {
    return api.handle(event, context);
  }

  /** Returns the function that answers, for priming. */
  ApiFunction api() {
    return api;
  }

  private static Problem problemOf(Throwable fault) {
    boolean isUnavailable =
        switch (fault) {
          case CorruptRegistryException corrupt -> false;
          case ModelRegistryException unreachable -> true;
          case SdkException failed -> true;
          default -> false;
        };
    return isUnavailable
        ? new Problem(
            ProblemType.UNAVAILABLE,
            "A service that this request needs does not answer. The next request continues a run"
                + " that was started: try again in some minutes.")
        : ApiFunction.problemOf(fault);
  }

  private APIGatewayProxyResponseEvent start(StartRequest request) {
    return switch (starter.start(request)) {
      case StartResult.Started started -> {
        telemetry.info(
            "training run started",
            json -> {
              json.writeStringField("run", started.run().id());
              json.writeStringField("trigger", request.trigger().text());
            });
        yield run(202, new RunSnapshot(started.run(), Optional.empty()));
      }
      case StartResult.AlreadyRunning running ->
          run(200, new RunSnapshot(running.run(), Optional.empty()));
      case StartResult.TooFewCorrections few ->
          throw new ProblemException(
              ProblemType.CONFLICT,
              "%d of %d new corrections have been made: wait for more, or start a run by hand."
                  .formatted(few.corrections(), few.needed()));
      case StartResult.TooSoon soon ->
          throw new ProblemException(
              ProblemType.CONFLICT,
              "The last run was started less than an hour ago: wait until %s, or start one by hand."
                  .formatted(soon.earliest()));
      case StartResult.Disabled disabled ->
          throw new ProblemException(
              ProblemType.CONFLICT,
              "New corrections start no runs here: set CorrectionsBeforeTraining, or on one machine"
                  + " start with ./cirrus up --train-after N.");
    };
  }

  private APIGatewayProxyResponseEvent list() {
    List<RunSnapshot> runs = starter.newest(LISTED);
    return responses.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("runs");
          for (RunSnapshot snapshot : runs) {
            RunJson.write(json, snapshot.run(), snapshot.job());
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private RunSnapshot snapshot(ApiRequest request) {
    return request
        .path("id")
        .filter(IdGenerator::isId)
        .flatMap(starter::find)
        .orElseThrow(
            () -> new ProblemException(ProblemType.NOT_FOUND, "There is no run with this id."));
  }

  private APIGatewayProxyResponseEvent run(int status, RunSnapshot snapshot) {
    return responses.json(status, json -> RunJson.write(json, snapshot.run(), snapshot.job()));
  }

  private APIGatewayProxyResponseEvent cancel(Run run) {
    Run ended = canceller.cancel(run);
    telemetry.info(
        "training run ended by request", json -> json.writeStringField("run", ended.id()));
    return run(200, new RunSnapshot(ended, Optional.empty()));
  }

  private APIGatewayProxyResponseEvent pointer(PromotionService.Outcome outcome) {
    return switch (outcome) {
      case PromotionService.Outcome.Rejected rejected ->
          throw new ProblemException(ProblemType.CONFLICT, rejected.reason());
      case PromotionService.Outcome.PointerMoved moved -> {
        ModelPointer to = moved.to();
        telemetry.info(
            "model changed by request", json -> json.writeStringField("model", to.version()));
        yield responses.json(
            200,
            json -> {
              json.writeStartObject();
              json.writeStringField("version", to.version());
              json.writeStringField("sha256", to.sha256());
              json.writeEndObject();
            });
      }
    };
  }
}
