package dev.cirrus.traintrigger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.lambda.Metric;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.runs.AwsRunAdapters;
import dev.cirrus.runs.RunFiles;
import dev.cirrus.runs.RunSnapshot;
import dev.cirrus.runs.RunState;
import dev.cirrus.runs.RunStore;
import dev.cirrus.runs.TrainingJobs;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Answers for training runs, and goes back to an earlier model. A schedule is a request too: what
 * its rule sends is what API Gateway would send for it.
 */
public final class TrainTriggerHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>, Resource {
  private static final int LISTED = 50;

  private final RunStarter starter;
  private final PromotionService promotions;
  private final Telemetry telemetry;
  private final ApiResponses answers;

  /** As Lambda makes it, by the environment's variables. */
  public TrainTriggerHandler() {
    this(new AwsRunAdapters(System.getenv()), Clock.systemUTC());
    Core.getGlobalContext().register(this);
  }

  private TrainTriggerHandler(AwsRunAdapters lambda, Clock clock) {
    this(
        lambda.store(),
        lambda.jobs(),
        lambda.models(),
        lambda.files(),
        new DynamoLedger(lambda.dynamoDb(), lambda.required("LEDGER_TABLE"), clock),
        new Settings(
            Integer.parseInt(lambda.required("CORRECTIONS_BEFORE_TRAINING")),
            Integer.parseInt(lambda.required("RETENTION_DAYS")),
            System.getenv("ALLOWED_ORIGIN")),
        IdGenerator.system(clock),
        clock,
        Telemetry.toStandardOutput("train-trigger", clock));
  }

  /**
   * What may be set.
   *
   * @param correctionsBeforeTraining how many new corrections start a run on their own; 0 for none
   * @param retentionDays how long the ledger keeps a record
   * @param allowedOrigin the one other site whose pages may read the answers, or none
   */
  public record Settings(
      int correctionsBeforeTraining, int retentionDays, @Nullable String allowedOrigin) {}

  /** With these collaborators. */
  public TrainTriggerHandler(
      RunStore store,
      TrainingJobs jobs,
      ModelRegistry models,
      RunFiles files,
      Ledger ledger,
      Settings settings,
      IdGenerator ids,
      Clock clock,
      Telemetry telemetry) {
    this.starter =
        new RunStarter(
            store,
            jobs,
            models,
            files,
            new CorrectionExporter(ledger, files, clock, settings.retentionDays()),
            ids::next,
            clock,
            settings.correctionsBeforeTraining());
    this.promotions = new PromotionService(store, models, clock);
    this.telemetry = telemetry;
    this.answers = new ApiResponses(settings.allowedOrigin());
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent event, @Nullable Context context) {
    ApiRequest request = new ApiRequest(event);
    try {
      return switch (request.route()) {
        case "POST /training-runs" -> start(StartRequest.read(request.body()));
        case "GET /training-runs" -> list();
        case "GET /training-runs/{id}" -> show(request);
        case "POST /training-runs/{id}/promotion" ->
            pointer(promotions.promote(snapshot(request).run()));
        case "POST /model/rollback" -> pointer(promotions.rollBack());
        default ->
            throw new ProblemException(
                ProblemType.NO_SUCH_ROUTE, "There is nothing here for this method and path.");
      };
    } catch (ProblemException e) {
      return answers.problem(e);
    } catch (RuntimeException e) {
      telemetry.error("A request for training failed", e, json -> {});
      countFailure();
      return answers.problem(
          new ProblemException(
              ProblemType.UNAVAILABLE,
              "What is needed for it does not answer. A run that was started is carried on by the"
                  + " next request: try again in some minutes."));
    }
  }

  private APIGatewayProxyResponseEvent start(StartRequest request) {
    return switch (starter.start(request.trigger(), request.needsApproval())) {
      case StartResult.Started started -> {
        telemetry.info(
            "A training run began",
            json -> {
              json.writeStringField("run", started.run().id());
              json.writeStringField("trigger", request.trigger().text());
            });
        if (started.run().state() instanceof RunState.Failed) {
          countFailure();
        }
        yield run(202, new RunSnapshot(started.run(), Optional.empty()));
      }
      case StartResult.AlreadyRunning running ->
          run(200, new RunSnapshot(running.run(), Optional.empty()));
      case StartResult.TooFewCorrections few ->
          throw new ProblemException(ProblemType.CONFLICT, why(few));
    };
  }

  /** An alarm watches it: who needsApproval on schedule reads no answer. */
  private void countFailure() {
    telemetry.measure(Metric.count("Failures", 1));
  }

  private static String why(StartResult.TooFewCorrections few) {
    return few.needed() == Integer.MAX_VALUE
        ? "Corrections start no runs here: set CorrectionsBeforeTraining."
        : "%d of %d new corrections are there: wait for more, or start by hand."
            .formatted(few.corrections(), few.needed());
  }

  private APIGatewayProxyResponseEvent list() {
    List<RunSnapshot> runs = starter.runs(LISTED);
    return answers.json(
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

  private APIGatewayProxyResponseEvent show(ApiRequest request) {
    return run(200, snapshot(request));
  }

  private RunSnapshot snapshot(ApiRequest request) {
    return request
        .path("id")
        .filter(IdGenerator::isId)
        .flatMap(starter::look)
        .orElseThrow(
            () -> new ProblemException(ProblemType.NOT_FOUND, "There is no run with this id."));
  }

  private APIGatewayProxyResponseEvent run(int status, RunSnapshot snapshot) {
    return answers.json(status, json -> RunJson.write(json, snapshot.run(), snapshot.job()));
  }

  private APIGatewayProxyResponseEvent pointer(PromotionService.Outcome outcome) {
    return switch (outcome) {
      case PromotionService.Outcome.Rejected rejected ->
          throw new ProblemException(ProblemType.CONFLICT, rejected.reason());
      case PromotionService.Outcome.PointerMoved moved -> {
        ModelPointer to = moved.to();
        telemetry.info(
            "The model was moved by hand", json -> json.writeStringField("model", to.version()));
        yield answers.json(
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

  /** Is asked once in each way that a page needsApproval again and again. */
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    PrimingRequests.play();
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // Nothing was opened, timed or drawn before the snapshot.
  }
}
