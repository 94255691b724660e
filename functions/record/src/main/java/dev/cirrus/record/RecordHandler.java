package dev.cirrus.record;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.cirrus.lambda.Environment;
import dev.cirrus.lambda.Metric;
import dev.cirrus.lambda.SnapStart;
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
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes a batch of predictions from the queue into the ledger. The response names the messages
 * that failed, so that only they are delivered again and finally moved to the dead-letter queue.
 */
public final class RecordHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  /** The milliseconds that a message may take; with less time left, it waits for another batch. */
  private static final int TIME_FOR_A_MESSAGE = 5_000;

  private final Ledger ledger;
  private final Duration retention;
  private final Telemetry telemetry;
  private final DriftMonitor drift;

  /** The outcome of a message. */
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

    private boolean isRedelivered() {
      return switch (this) {
        case RECORDED, DUPLICATE, EXPIRED -> false;
        case NOT_A_PREDICTION, FAILED, LEFT -> true;
      };
    }
  }

  /** Creates the handler for Lambda, configured by the environment. */
  public RecordHandler() {
    this(RecordConfig.of(Environment.ofProcess()));
    SnapStart.beforeSnapshot(RecordHandler::prime);
  }

  private RecordHandler(RecordConfig config) {
    this(
        config.ledger(),
        config.retention(),
        config.driftReports(),
        Telemetry.toStandardOutput("record", InstantSource.system()),
        InstantSource.system());
  }

  /** Creates the handler with these collaborators. */
  public RecordHandler(
      Ledger ledger,
      Duration retention,
      DriftReportPublisher driftReports,
      Telemetry telemetry,
      InstantSource clock) {
    this.ledger = ledger;
    this.retention = retention;
    this.telemetry = telemetry;
    this.drift = new DriftMonitor(ledger, driftReports, telemetry, clock);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return record(event, context::getRemainingTimeInMillis);
  }

  private SQSBatchResponse record(SQSEvent event, IntSupplier timeLeft) {
    List<BatchItemFailure> failures = new ArrayList<>();
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (SQSMessage message : event.getRecords()) {
      Outcome outcome = timeLeft.getAsInt() < TIME_FOR_A_MESSAGE ? Outcome.LEFT : record(message);
      outcomes.merge(outcome, 1, Integer::sum);
      if (outcome.isRedelivered()) {
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    telemetry.measure(
        outcomes.entrySet().stream()
            .map(outcome -> Metric.count(outcome.getKey().metric, outcome.getValue()))
            .toArray(Metric[]::new));
    if (outcomes.containsKey(Outcome.RECORDED)) {
      drift.measureIfDue();
    }
    return new SQSBatchResponse(failures);
  }

  private Outcome record(SQSMessage message) {
    Prediction prediction;
    try {
      prediction = Prediction.ofJson(Optional.ofNullable(message.getBody()).orElse(""));
    } catch (RuntimeException e) {
      // Whatever is wrong with it, the rest of the batch must be recorded.
      log("malformed message", message, e);
      return Outcome.NOT_A_PREDICTION;
    }
    try {
      return switch (ledger.record(prediction, prediction.time().plus(retention))) {
        case NEW -> Outcome.RECORDED;
        case DUPLICATE -> Outcome.DUPLICATE;
        case EXPIRED -> Outcome.EXPIRED;
      };
    } catch (RuntimeException e) {
      log("prediction not recorded", message, e);
      return Outcome.FAILED;
    }
  }

  private void log(String event, SQSMessage message, RuntimeException cause) {
    telemetry.error(
        event,
        cause,
        json -> {
          json.writeStringField("messageId", message.getMessageId());
          json.writeStringField(
              "received",
              Optional.ofNullable(message.getAttributes())
                  .map(attributes -> attributes.get("ApproximateReceiveCount"))
                  .orElse("unknown"));
        });
  }

  /**
   * Records one message against a stub of AWS, so that the snapshot contains the classes loaded.
   */
  static void prime() {
    SQSMessage message = new SQSMessage();
    message.setMessageId("priming");
    message.setBody(AwsStub.prediction("0".repeat(64)).toJson());
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    try (AwsStub aws = AwsStub.open("0".repeat(64));
        S3Client s3 =
            S3Clients.forEndpoint(aws.endpoint(), RetryPolicy.PERSISTENT)
                .region(Region.US_EAST_1)
                .credentialsProvider(aws.credentials())
                .build()) {
      SQSBatchResponse response =
          new RecordHandler(
                  aws.ledger(),
                  Duration.ofDays(90),
                  new RegistryDriftReportPublisher(new S3ModelRegistry(s3, "priming")),
                  Telemetry.discarding(),
                  aws.clock())
              .record(event, () -> Integer.MAX_VALUE);
      if (!response.getBatchItemFailures().isEmpty()) {
        throw new IllegalStateException("priming failed: expected the message to be recorded");
      }
    }
  }
}
