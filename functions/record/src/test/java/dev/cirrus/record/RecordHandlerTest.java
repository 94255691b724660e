package dev.cirrus.record;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.DriftReport;
import dev.cirrus.ledger.InMemoryLedger;
import dev.cirrus.ledger.Ledger.Selection;
import dev.cirrus.prediction.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordHandlerTest {
  /** The SHA-256 of the owner key "an-owner-key-for-examples-only". */
  private static final String OWNER =
      "0e9b87c8e92d14e791848a8600009798a61f70013914dc204b439c0ae26f3fe4";

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  /** For each file of events/record: the messages that must fail and the entries in the ledger. */
  private static final Map<String, Expected> EXPECTED =
      new TreeMap<>(
          Map.of(
              "one", new Expected(List.of(), List.of("7"), 1),
              "batch", new Expected(List.of(), List.of("72", "7"), 4),
              "duplicate", new Expected(List.of(), List.of("7"), 1),
              "expired", new Expected(List.of(), List.of(), 0),
              "poison", new Expected(List.of(0, 2, 3), List.of("72"), 2)));

  private record Expected(List<Integer> redelivered, List<String> texts, long digits) {}

  private final List<String> lines = new ArrayList<>();
  private final List<DriftReport> published = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T12:00:10Z");
  private final FailingLedger ledger = new FailingLedger(new InMemoryLedger(() -> now));
  private final InMemoryDeadLetterQueue deadLetters = new InMemoryDeadLetterQueue();
  private boolean publisherFails;
  private final RecordHandler handler =
      new RecordHandler(
          ledger,
          Duration.ofDays(90),
          this::publish,
          deadLetters,
          new Telemetry("record", () -> now, lines::add),
          () -> now);

  private void publish(DriftReport drift) {
    if (publisherFails) {
      throw new IllegalStateException("failed to publish");
    }
    published.add(drift);
  }

  private SQSBatchResponse handle(SQSEvent event) {
    return handler.handleRequest(event, Invocation.withPlentyOfTime());
  }

  private static List<String> failed(SQSBatchResponse answer) {
    return answer.getBatchItemFailures().stream().map(BatchItemFailure::getItemIdentifier).toList();
  }

  private List<String> texts() {
    return ledger.page(OWNER, Selection.ALL, null, 50).entries().stream()
        .map(entry -> entry.prediction().text())
        .toList();
  }

  /** The number of messages with an outcome, as the log events of the batches say. */
  private long messages(String outcome) {
    return lines.stream()
        .filter(
            line -> line.contains("\"batch processed\"") && line.contains("\"" + outcome + "\":"))
        .mapToLong(
            line -> Long.parseLong(line.replaceAll(".*\"" + outcome + "\":([0-9]+).*", "$1")))
        .sum();
  }

  static List<String> events() {
    return Events.names();
  }

  @Test
  void everyEventFileHasAnExpectedOutcome() {
    assertEquals(List.copyOf(EXPECTED.keySet()), events());
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventIsRecordedAndItsBadMessagesAreRedelivered(String name) {
    Expected expected = Objects.requireNonNull(EXPECTED.get(name));
    SQSEvent event = Events.event(name);
    String redelivered =
        expected.redelivered.stream()
            .map(i -> "{\"itemIdentifier\":\"" + event.getRecords().get(i).getMessageId() + "\"}")
            .collect(Collectors.joining(","));
    assertEquals(
        json("{\"batchItemFailures\":[" + redelivered + "]}"), json(Events.written(handle(event))));
    assertEquals(expected.texts, texts());
    assertEquals(expected.digits, ledger.days(DAY, DAY).getFirst().total());
    assertEquals(expected.redelivered.size(), messages("malformed"));
  }

  @Test
  void onlyTheThrottledMessageIsRedeliveredAndThenRecorded() {
    SQSEvent batch = Events.event("batch");
    SQSMessage second = batch.getRecords().get(1);
    String id = Prediction.ofJson(second.getBody()).id();
    ledger.throttled.add(id);
    assertEquals(List.of(second.getMessageId()), failed(handle(batch)));
    assertEquals(List.of("7"), texts());
    assertEquals(1, messages("failed"));
    ledger.throttled.clear();
    batch.setRecords(List.of(second));
    assertEquals(List.of(), failed(handle(batch)));
    assertEquals(List.of("72", "7"), texts());
    assertEquals(4, ledger.days(DAY, DAY).getFirst().total());
  }

  @Test
  void aBatchIsRecordedInOneWrite() {
    assertEquals(List.of(), failed(handle(Events.event("batch"))));
    assertEquals(1, ledger.batches);
    assertEquals(0, ledger.singles);
    assertEquals(3, messages("recorded"));
  }

  @Test
  void aBatchWithADuplicateIsRecordedMessageByMessage() {
    SQSEvent first = Events.event("batch");
    first.setRecords(List.of(first.getRecords().getFirst()));
    handle(first);
    assertEquals(List.of(), failed(handle(Events.event("batch"))));
    assertEquals(1, messages("duplicates"));
    assertEquals(3, messages("recorded"));
    assertEquals(4, ledger.days(DAY, DAY).getFirst().total());
  }

  @Test
  void aRedeliveredBatchChangesNothing() {
    handle(Events.event("batch"));
    assertEquals(List.of(), failed(handle(Events.event("batch"))));
    assertEquals(4, ledger.days(DAY, DAY).getFirst().total());
    assertEquals(3, messages("recorded"));
    assertEquals(3, messages("duplicates"));
  }

  @Test
  void messagesWithoutEnoughTimeAreLeftForLater() {
    SQSEvent batch = Events.event("batch");
    int[] left = {9_000, 8_000, 6_000, 4_000};
    int[] asked = {0};
    SQSBatchResponse answer = handler.handleRequest(batch, new Invocation(() -> left[asked[0]++]));
    assertEquals(List.of(batch.getRecords().get(2).getMessageId()), failed(answer));
    assertEquals(1, messages("leftForLater"));
  }

  @Test
  void retentionStartsAtThePrediction() {
    handle(Events.event("one"));
    assertEquals(
        Instant.parse("2027-02-19T12:00:00Z"),
        ledger.page(OWNER, Selection.ALL, null, 1).entries().getFirst().expires());
  }

  @Test
  void theContentOfMessagesIsNotLogged() {
    SQSEvent batch = Events.event("poison");
    SQSEvent fails = Events.event("batch");
    for (SQSMessage message : fails.getRecords()) {
      ledger.throttled.add(Prediction.ofJson(message.getBody()).id());
    }
    handle(batch);
    handle(fails);
    assertEquals(8, lines.stream().filter(line -> line.contains("\"ERROR\"")).count());
    for (String secret :
        List.of("not a prediction", OWNER, "house number", "019aa6b1", "AAAAAAAA", "slow down")) {
      assertFalse(lines.stream().anyMatch(line -> line.contains(secret)), secret);
    }
  }

  @Test
  void anyMalformedMessageIsRedelivered() {
    String body = Events.event("one").getRecords().getFirst().getBody();
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      StringBuilder broken = new StringBuilder(body);
      int at = random.nextInt(broken.length());
      switch (random.nextInt(4)) {
        case 0 -> broken.setLength(at);
        case 1 -> broken.setCharAt(at, (char) random.nextInt(0x100));
        case 2 -> broken.delete(at, Math.min(broken.length(), at + 1 + random.nextInt(40)));
        default -> broken.insert(at, "\"null[]{}0-1e9".charAt(random.nextInt(14)));
      }
      SQSMessage message = new SQSMessage();
      message.setMessageId("broken");
      message.setBody(broken.toString());
      SQSEvent event = new SQSEvent();
      event.setRecords(List.of(message));
      boolean readable = readable(broken.toString());
      assertEquals(
          readable ? List.of() : List.of("broken"), failed(handle(event)), broken::toString);
    }
    assertTrue(messages("malformed") > 250);
  }

  private static boolean readable(String body) {
    try {
      return !Prediction.ofJson(body).digits().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void aMessageWithoutABodyIsRedelivered() {
    SQSMessage message = new SQSMessage();
    message.setMessageId("empty");
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message));
    assertEquals(List.of("empty"), failed(handle(event)));
  }

  @Test
  void theDriftIsMeasuredAtOnceAndThenEveryFiveMinutes() {
    handle(Events.event("one"));
    assertEquals(1, published.size());
    assertEquals(DAY, published.getFirst().day());
    assertEquals(1, published.getFirst().digits());
    now = now.plus(Duration.ofMinutes(5)).minusMillis(1);
    handle(Events.event("batch"));
    assertEquals(1, ledger.dayReads);
    now = now.plusMillis(1);
    SQSEvent another = Events.event("one");
    SQSMessage message = another.getRecords().getFirst();
    message.setBody(message.getBody().replace("019aa6b1-5e80", "019aa6b1-5e81"));
    handle(another);
    assertEquals(5, published.getLast().digits());
    assertEquals(2, ledger.dayReads);
  }

  @Test
  void aBatchWithNothingNewMeasuresNothing() {
    handle(Events.event("expired"));
    assertEquals(0, ledger.dayReads);
  }

  @Test
  void aFailedDriftMeasurementFailsNoMessageAndIsRetried() {
    ledger.daysFail = true;
    assertEquals(List.of(), failed(handle(Events.event("one"))));
    ledger.daysFail = false;
    publisherFails = true;
    assertEquals(List.of(), failed(handle(Events.event("batch"))));
    assertEquals(2, lines.stream().filter(line -> line.contains("drift not measured")).count());
    assertEquals(2, ledger.dayReads);
  }

  /** Invokes the function as the schedule in the template does. */
  private void handleSchedule() {
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of());
    assertEquals(List.of(), failed(handle(event)));
  }

  @Test
  void theScheduleRecordsWhatIsInTheDeadLetterQueue() {
    deadLetters.messages.addAll(Events.event("batch").getRecords());
    handleSchedule();
    assertEquals(List.of("72", "7"), texts());
    assertEquals(List.of(), deadLetters.messages);
  }

  @Test
  void theScheduleDeletesTheCopyOfADeletedRecord() {
    SQSEvent event = Events.event("one");
    handle(event);
    deadLetters.messages.addAll(event.getRecords());
    String id = Prediction.ofJson(event.getRecords().getFirst().getBody()).id();
    assertTrue(ledger.delete(OWNER, id));
    handleSchedule();
    assertEquals(List.of(), deadLetters.messages);
    assertEquals(List.of(), texts());
  }

  @Test
  void whatFailsAgainStaysInTheDeadLetterQueue() {
    SQSEvent batch = Events.event("batch");
    SQSEvent poison = Events.event("poison");
    SQSMessage throttled = batch.getRecords().get(1);
    ledger.throttled.add(Prediction.ofJson(throttled.getBody()).id());
    deadLetters.messages.addAll(batch.getRecords());
    deadLetters.messages.add(poison.getRecords().getFirst());
    handleSchedule();
    assertEquals(List.of(throttled, poison.getRecords().getFirst()), deadLetters.messages);
  }

  @Test
  void theScheduleReceivesNothingThatItHasNoTimeToRecord() {
    deadLetters.messages.addAll(Events.event("one").getRecords());
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of());
    handler.handleRequest(event, new Invocation(() -> 9_000));
    assertEquals(1, deadLetters.messages.size());
    assertTrue(deadLetters.received.isEmpty());
  }

  @Test
  void primingRecordsAMessage() {
    assertDoesNotThrow(RecordHandler::prime);
  }
}
