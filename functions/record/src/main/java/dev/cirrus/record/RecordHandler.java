package dev.cirrus.record;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.cirrus.lambda.Environment;
import dev.cirrus.lambda.SnapStart;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.AwsStub;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.ledger.LedgerEntry;
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
 *
 * <p>An event without messages comes from a schedule and retries the messages in the dead-letter
 * queue. This also removes messages whose records have been deleted by their owners in the
 * meantime: they count as duplicates, so nothing of them is recorded.
 */
public final class RecordHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  /** The milliseconds that a message may take; with less time left, it waits for another batch. */
  private static final int TIME_FOR_A_MESSAGE = 5_000;

  /** Leaves time to record the messages one by one if recording the batch fails. */
  private static final int TIME_FOR_A_BATCH = 2 * TIME_FOR_A_MESSAGE;

  private final Ledger ledger;
  private final Duration retention;
  private final Telemetry telemetry;
  private final DriftMonitor drift;
  private final DeadLetterQueue deadLetters;

  /** The outcome of a message. */
  private enum Outcome {
    RECORDED("recorded"),
    DUPLICATE("duplicates"),
    EXPIRED("expired"),
    NOT_A_PREDICTION("malformed"),
    FAILED("failed"),
    LEFT("leftForLater");

    private final String field;

    Outcome(String field) {
      this.field = field;
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
        config.deadLetters(),
        Telemetry.toStandardOutput("record", InstantSource.system()),
        InstantSource.system());
  }

  /** Creates the handler with these collaborators. */
  public RecordHandler(
      Ledger ledger,
      Duration retention,
      DriftReportPublisher driftReports,
      DeadLetterQueue deadLetters,
      Telemetry telemetry,
      InstantSource clock) {
    this.ledger = ledger;
    this.retention = retention;
    this.deadLetters = deadLetters;
    this.telemetry = telemetry;
    this.drift = new DriftMonitor(ledger, driftReports, telemetry, clock);
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    if (event.getRecords().isEmpty()) {
      recordDeadLetters(context::getRemainingTimeInMillis);
      return new SQSBatchResponse(List.of());
    }
    return new SQSBatchResponse(
        record(event.getRecords(), context::getRemainingTimeInMillis).stream()
            .map(message -> new BatchItemFailure(message.getMessageId()))
            .toList());
  }

  /** Records what is in the dead-letter queue; what fails again stays there. */
  private void recordDeadLetters(IntSupplier timeLeft) {
    while (timeLeft.getAsInt() >= TIME_FOR_A_BATCH) {
      List<SQSMessage> messages = deadLetters.receive();
      if (messages.isEmpty()) {
        return;
      }
      List<SQSMessage> failed = record(messages, timeLeft);
      deadLetters.delete(messages.stream().filter(message -> !failed.contains(message)).toList());
    }
  }

  /** Records messages, and returns those that failed. */
  private List<SQSMessage> record(List<SQSMessage> messages, IntSupplier timeLeft) {
    List<Optional<LedgerEntry>> entries = messages.stream().map(this::entry).toList();
    boolean together = recordAll(entries.stream().flatMap(Optional::stream).toList(), timeLeft);
    List<SQSMessage> failures = new ArrayList<>();
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (int i = 0; i < messages.size(); i++) {
      SQSMessage message = messages.get(i);
      Outcome outcome =
          entries
              .get(i)
              .map(entry -> together ? Outcome.RECORDED : record(message, entry, timeLeft))
              .orElse(Outcome.NOT_A_PREDICTION);
      outcomes.merge(outcome, 1, Integer::sum);
      if (outcome.isRedelivered()) {
        failures.add(message);
      }
    }
    telemetry.info(
        "batch processed",
        json -> {
          for (Map.Entry<Outcome, Integer> outcome : outcomes.entrySet()) {
            json.writeNumberField(outcome.getKey().field, outcome.getValue());
          }
        });
    if (outcomes.containsKey(Outcome.RECORDED)) {
      drift.measureIfDue();
    }
    return failures;
  }

  /** Returns the entry of a message, or nothing if it contains no prediction. */
  private Optional<LedgerEntry> entry(SQSMessage message) {
    try {
      Prediction prediction = Prediction.ofJson(Optional.ofNullable(message.getBody()).orElse(""));
      return Optional.of(new LedgerEntry(prediction, prediction.time().plus(retention)));
    } catch (RuntimeException e) {
      // A malformed message must not prevent the recording of the others.
      log("malformed message", message, e);
      return Optional.empty();
    }
  }

  /**
   * Records all in one write, which costs half the write units and a tenth of the calls. Returns
   * false if nothing was recorded, or if that is uncertain: then each is recorded on its own.
   */
  private boolean recordAll(List<LedgerEntry> entries, IntSupplier timeLeft) {
    if (entries.size() < 2 || timeLeft.getAsInt() < TIME_FOR_A_BATCH) {
      return false;
    }
    try {
      return ledger.recordAll(entries);
    } catch (RuntimeException e) {
      telemetry.error("failed to record the batch in one write", e, json -> {});
      return false;
    }
  }

  private Outcome record(SQSMessage message, LedgerEntry entry, IntSupplier timeLeft) {
    if (timeLeft.getAsInt() < TIME_FOR_A_MESSAGE) {
      return Outcome.LEFT;
    }
    try {
      return switch (ledger.record(entry.prediction(), entry.expires())) {
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

  /** Records a batch against a stub of AWS, so that the snapshot contains the classes loaded. */
  static void prime() {
    Prediction prediction = AwsStub.prediction("0".repeat(64));
    String anotherId = prediction.id().replaceAll(".$", "1");
    List<SQSMessage> messages =
        List.of(
            message(prediction.toJson()),
            message(prediction.toJson().replace(prediction.id(), anotherId)));
    try (AwsStub aws = AwsStub.open("0".repeat(64));
        S3Client s3 =
            S3Clients.forEndpoint(aws.endpoint(), RetryPolicy.PERSISTENT)
                .region(Region.US_EAST_1)
                .credentialsProvider(aws.credentials())
                .build()) {
      List<SQSMessage> failed =
          new RecordHandler(
                  aws.ledger(),
                  Duration.ofDays(90),
                  new RegistryDriftReportPublisher(new S3ModelRegistry(s3, "priming")),
                  DeadLetterQueue.EMPTY,
                  Telemetry.discarding(),
                  aws.clock())
              .record(messages, () -> Integer.MAX_VALUE);
      if (!failed.isEmpty()) {
        throw new IllegalStateException("priming failed: expected the messages to be recorded");
      }
    }
  }

  private static SQSMessage message(String body) {
    SQSMessage message = new SQSMessage();
    message.setMessageId("priming");
    message.setBody(body);
    return message;
  }
}
