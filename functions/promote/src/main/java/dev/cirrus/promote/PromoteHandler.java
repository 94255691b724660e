package dev.cirrus.promote;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.cirrus.lambda.Environment;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.runs.AwsRunAdapters;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunFiles;
import dev.cirrus.runs.RunState;
import dev.cirrus.runs.RunStore;
import dev.cirrus.runs.TrainingJobs;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the run that is open whenever a job's state has changed, and once an hour: what the
 * event says is not needed, as the job itself is asked.
 */
public final class PromoteHandler implements RequestHandler<Map<String, Object>, String> {
  private final OpenRunProcessor promotion;
  private final Telemetry telemetry;

  /** As Lambda makes it, by the environment's variables. */
  public PromoteHandler() {
    this(Environment.ofProcess(), Clock.systemUTC());
  }

  private PromoteHandler(Environment environment, Clock clock) {
    this(new AwsRunAdapters(environment), environment.required("LEDGER_TABLE"), clock);
  }

  private PromoteHandler(AwsRunAdapters lambda, String ledgerTable, Clock clock) {
    this(
        lambda.store(),
        lambda.jobs(),
        lambda.models(),
        lambda.files(),
        new DynamoLedger(lambda.dynamoDb(), ledgerTable, clock),
        clock,
        System::nanoTime,
        Telemetry.toStandardOutput("promote", clock));
  }

  /**
   * With these collaborators.
   *
   * @param nanoTime by which the candidate's speed is measured
   */
  public PromoteHandler(
      RunStore store,
      TrainingJobs jobs,
      ModelRegistry models,
      RunFiles files,
      Ledger ledger,
      Clock clock,
      LongSupplier nanoTime,
      Telemetry telemetry) {
    this.promotion =
        new OpenRunProcessor(
            store, jobs, models, files, ledger, new Gate(GateLimits.OF_CIRRUS, nanoTime), clock);
    this.telemetry = telemetry;
  }

  /** Answers in a sentence, for whoever invokes it by hand. */
  @Override
  public String handleRequest(Map<String, Object> event, @Nullable Context context) {
    Optional<Run> run = promotion.settle();
    String sentence =
        run.map(it -> "The run " + it.id() + " is " + word(it.state()) + ".")
            .orElse("No run is open.");
    telemetry.info("Looked at the open run", json -> json.writeStringField("found", sentence));
    return sentence;
  }

  private static String word(RunState state) {
    return switch (state) {
      case RunState.Queued q -> "queued";
      case RunState.Running r -> "running";
      case RunState.Gate g -> "at the gate";
      case RunState.Passed p -> "waiting for a person, its candidate having passed the gate";
      case RunState.Promoted p -> "promoted";
      case RunState.Refused r -> "refused: " + String.join(" ", r.reasons());
      case RunState.Failed f -> "failed: " + f.log();
    };
  }
}
