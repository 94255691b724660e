package dev.cirrus.record;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.cirrus.lambda.Metric;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.AwsStub;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.models.RetryPolicy;
import dev.cirrus.models.S3Clients;
import dev.cirrus.models.S3ModelRegistry;
import dev.cirrus.prediction.Prediction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes a batch of predictions from the queue into the ledger. What could not be written is named
 * in the answer, so that it alone comes again, and in the end goes to the dead-letter queue.
 */
public final class RecordHandler implements RequestHandler<SQSEvent, SQSBatchResponse>, Resource {
  /** With less time left than this, a message is better left to the next batch. */
  private static final int TIME_FOR_ONE = 5_000;

  private final Ledger ledger;
  private final Duration retention;
  private final Telemetry telemetry;
  private final DriftMonitor drift;

  /** What became of a message. */
  private enum Outcome {
    RECORDED("Recorded"),
    DUPLICATE("Duplicates"),
    EXPIRED("Expired"),
    NOT_A_PREDICTION("Poison"),
    FAILED("Failed"),
    LEFT("LeftForLater");

    private final String metric;

    Outcome(String metric) {
      this.metric = metric;
    }

    private boolean comesAgain() {
      return switch (this) {
        case RECORDED, DUPLICATE, EXPIRED -> false;
        case NOT_A_PREDICTION, FAILED, LEFT -> true;
      };
    }
  }

  /** As Lambda makes it, by the environment's variables. */
  public RecordHandler() {
    this(RecordConfig.of(System.getenv()));
    Core.getGlobalContext().register(this);
  }

  private RecordHandler(RecordConfig lambda) {
    this(
        lambda.ledger(),
        lambda.retention(),
        lambda.board(),
        Telemetry.toStandardOutput("record", InstantSource.system()),
        InstantSource.system());
  }

  /** With these collaborators. */
  public RecordHandler(
      Ledger ledger,
      Duration retention,
      DriftReportPublisher board,
      Telemetry telemetry,
      InstantSource clock) {
    this.ledger = ledger;
    this.retention = retention;
    this.telemetry = telemetry;
    this.drift = new DriftMonitor(ledger, board, telemetry, clock);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return record(event, context::getRemainingTimeInMillis);
  }

  private SQSBatchResponse record(SQSEvent event, IntSupplier timeLeft) {
    List<BatchItemFailure> failures = new ArrayList<>();
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (SQSMessage message : event.getRecords()) {
      Outcome outcome = timeLeft.getAsInt() < TIME_FOR_ONE ? Outcome.LEFT : record(message);
      outcomes.merge(outcome, 1, Integer::sum);
      if (outcome.comesAgain()) {
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    telemetry.measure(
        outcomes.entrySet().stream()
            .map(outcome -> Metric.count(outcome.getKey().metric, outcome.getValue()))
            .toArray(Metric[]::new));
    if (outcomes.containsKey(Outcome.RECORDED)) {
      drift.look();
    }
    return new SQSBatchResponse(failures);
  }

  private Outcome record(SQSMessage message) {
    Prediction prediction;
    try {
      prediction = Prediction.ofJson(Optional.ofNullable(message.getBody()).orElse(""));
    } catch (RuntimeException e) {
      // Whatever is wrong with it, it must not take the others of its batch with it.
      tell("A message is no prediction", message, e);
      return Outcome.NOT_A_PREDICTION;
    }
    try {
      return switch (ledger.record(prediction, prediction.time().plus(retention))) {
        case NEW -> Outcome.RECORDED;
        case DUPLICATE -> Outcome.DUPLICATE;
        case EXPIRED -> Outcome.EXPIRED;
      };
    } catch (RuntimeException e) {
      tell("A prediction could not be recorded", message, e);
      return Outcome.FAILED;
    }
  }

  private void tell(String what, SQSMessage message, RuntimeException why) {
    telemetry.error(
        what,
        why,
        json -> {
          json.writeStringField("messageId", message.getMessageId());
          json.writeStringField(
              "received",
              Optional.ofNullable(message.getAttributes())
                  .map(attributes -> attributes.get("ApproximateReceiveCount"))
                  .orElse("unknown"));
        });
  }

  /** Goes the whole way once, but for the network, so that its classes are in the snapshot. */
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    SQSMessage message = new SQSMessage();
    message.setMessageId("rehearsal");
    message.setBody(AwsStub.prediction("0".repeat(64)).toJson());
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    try (AwsStub aws = AwsStub.open("0".repeat(64));
        S3Client s3 =
            S3Clients.forEndpoint(aws.endpoint(), RetryPolicy.PERSISTENT)
                .region(Region.US_EAST_1)
                .credentialsProvider(aws.credentials())
                .build()) {
      SQSBatchResponse answer =
          new RecordHandler(
                  aws.ledger(),
                  Duration.ofDays(90),
                  new RegistryDriftReportPublisher(new S3ModelRegistry(s3, "rehearsal")),
                  new Telemetry("record", InstantSource.system(), line -> {}),
                  aws.clock())
              .record(event, () -> Integer.MAX_VALUE);
      if (!answer.getBatchItemFailures().isEmpty()) {
        throw new IllegalStateException("The rehearsal failed: a prediction was not recorded");
      }
    }
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // Nothing was opened, timed or drawn before the snapshot.
  }
}
