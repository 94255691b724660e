package dev.cirrus.promote;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.cirrus.lambda.Environment;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.runs.AwsRunAdapters;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunAdapters;
import dev.cirrus.runs.RunState;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the open run through the gate. It is invoked when the state of a job changes and every
 * hour; the event's content is not used, since the job itself is asked.
 */
public final class PromoteHandler implements RequestHandler<Map<String, Object>, String> {
  private final OpenRunProcessor processor;
  private final Telemetry telemetry;

  /** Creates the handler for Lambda, configured by the environment. */
  public PromoteHandler() {
    this(Environment.ofProcess(), Clock.systemUTC());
  }

  private PromoteHandler(Environment environment, Clock clock) {
    this(
        new AwsRunAdapters(environment),
        environment.required("LEDGER_TABLE"),
        HeldOutSets.of(environment.optional("HELD_OUT_SETS")),
        clock);
  }

  private PromoteHandler(AwsRunAdapters aws, String ledgerTable, HeldOutSets heldOut, Clock clock) {
    this(
        aws.adapters(),
        new DynamoLedger(aws.dynamoDb(), ledgerTable, clock),
        heldOut,
        clock,
        System::nanoTime,
        Telemetry.toStandardOutput("promote", clock));
  }

  /**
   * Creates the handler with these collaborators.
   *
   * @param nanoTime the clock that measures the candidate's speed
   */
  public PromoteHandler(
      RunAdapters adapters,
      Ledger ledger,
      HeldOutSets heldOut,
      Clock clock,
      LongSupplier nanoTime,
      Telemetry telemetry) {
    this(
        adapters,
        new GateEvaluator(new Gate(nanoTime), heldOut, ledger, telemetry),
        clock,
        telemetry);
  }

  /** Creates the handler with this evaluator and these other collaborators. */
  public PromoteHandler(
      RunAdapters adapters, CandidateEvaluator evaluator, Clock clock, Telemetry telemetry) {
    this.processor = new OpenRunProcessor(adapters, evaluator, clock, telemetry);
    this.telemetry = telemetry;
  }

  /** Returns a sentence about the run, for an invocation by hand. */
  @Override
  public String handleRequest(Map<String, Object> event, @Nullable Context context) {
    Optional<Run> run = processor.process();
    String sentence =
        run.map(it -> "The run " + it.id() + " is " + word(it.state()) + ".")
            .orElse("No run is open.");
    telemetry.info("processed the open run", json -> json.writeStringField("result", sentence));
    return sentence;
  }

  private static String word(RunState state) {
    return switch (state) {
      case RunState.Queued q -> "queued";
      case RunState.Running r -> "running";
      case RunState.Gate g -> "at the gate";
      case RunState.Promoting p -> "being promoted";
      case RunState.Passed p -> "waiting for approval";
      case RunState.Promoted p -> "promoted";
      case RunState.Refused r -> "refused: " + String.join(" ", r.reasons());
      case RunState.Cancelled c -> "cancelled";
      case RunState.Failed f -> "failed: " + f.log();
    };
  }
}
