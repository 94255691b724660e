package dev.cirrus.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.ledger.Ledger.Recording;
import dev.cirrus.ledger.Ledger.Selection;
import dev.cirrus.prediction.Box;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.TestPredictions;
import dev.cirrus.testsupport.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The behaviour of every ledger. Each test has its own owners and days, so all may share a table.
 */
abstract class LedgerContract {
  private static final AtomicInteger TESTS = new AtomicInteger();

  /** In the future, so that a real table does not expire the items. */
  private static final LocalDate FIRST_DAY = LocalDate.of(2040, 1, 1);

  private final int test = TESTS.getAndIncrement();
  private final LocalDate day = FIRST_DAY.plusDays(200L * test);
  private final MutableClock clock = new MutableClock(day.atTime(9, 0).toInstant(ZoneOffset.UTC));
  private final TestPredictions predictions = new TestPredictions(test);
  private final String alice = predictions.owner();
  private final String bob = predictions.owner();
  private final Ledger ledger;
  private final int histories;

  /**
   * Creates the tests of a ledger.
   *
   * @param histories the number of random histories
   */
  LedgerContract(Function<InstantSource, Ledger> factory, int histories) {
    this.ledger = factory.apply(clock);
    this.histories = histories;
  }

  private Recording deliver(Prediction prediction) {
    return ledger.record(prediction, prediction.time().plus(Duration.ofDays(90)));
  }

  /** A prediction with everything that one can have. */
  private Prediction upload(Instant time) {
    return predictions
        .at(time)
        .owner(alice)
        .uploaded("Zettel № 7 — 𝟟.png")
        .digits(
            IntStream.range(0, Prediction.MAX_DIGITS)
                .mapToObj(
                    i -> predictions.digit(i % 10, 0.5f + i / 200f, new Box(i, 2 * i, i + 1, 28)))
                .toList())
        .build();
  }

  private Prediction recorded(@Nullable String owner, int... digits) {
    clock.advance(Duration.ofMillis(5));
    Prediction prediction = predictions.at(clock.instant()).owner(owner).digits(digits).build();
    assertEquals(Recording.NEW, deliver(prediction));
    return prediction;
  }

  private LedgerEntry corrected(Prediction prediction, Integer... labels) {
    return assertInstanceOf(
            CorrectionResult.Corrected.class,
            ledger.correct(alice, prediction.id(), Labels.forAll(labels)))
        .entry();
  }

  private LedgerEntry labelled(Prediction prediction, Map<Integer, Integer> labels) {
    return assertInstanceOf(
            CorrectionResult.Corrected.class,
            ledger.correct(alice, prediction.id(), Labels.forSome(new TreeMap<>(labels))))
        .entry();
  }

  private List<String> ids(LedgerPage page) {
    return page.entries().stream().map(entry -> entry.prediction().id()).toList();
  }

  private DayCounts countsOf(LocalDate which) {
    return ledger.days(which, which).getFirst();
  }

  @Test
  void aPredictionIsStoredCompletely() {
    Prediction prediction = upload(clock.instant());
    assertEquals(Recording.NEW, deliver(prediction));
    assertEquals(
        Optional.of(new LedgerEntry(prediction, prediction.time().plus(Duration.ofDays(90)))),
        ledger.find(alice, prediction.id()));
  }

  @Test
  void aRedeliveredPredictionIsADuplicate() {
    Prediction prediction = recorded(alice, 7);
    assertEquals(Recording.DUPLICATE, deliver(prediction));
    assertEquals(List.of(prediction.id()), ids(ledger.page(alice, Selection.ALL, null, 10)));
  }

  private LedgerEntry newEntry(Prediction prediction) {
    return new LedgerEntry(prediction, prediction.time().plus(Duration.ofDays(90)));
  }

  @Test
  void aBatchIsStoredAndCountedByDay() {
    List<Prediction> some =
        List.of(
            predictions.at(clock.instant()).owner(alice).digits(7, 2).build(),
            predictions
                .at(clock.instant().minus(Duration.ofDays(1)))
                .owner(alice)
                .digits(7)
                .build(),
            predictions.at(clock.instant()).digits(3).build());
    assertTrue(ledger.recordAll(some.stream().map(this::newEntry).toList()));
    assertEquals(
        some.getFirst(), ledger.find(alice, some.getFirst().id()).orElseThrow().prediction());
    assertEquals(some.get(1), ledger.find(alice, some.get(1).id()).orElseThrow().prediction());
    assertEquals(3, countsOf(day).total());
    assertEquals(1, countsOf(day.minusDays(1)).digits().get(7));
    some.forEach(prediction -> assertEquals(Recording.DUPLICATE, deliver(prediction)));
  }

  @Test
  void aBatchWithAKnownExpiredOrRepeatedPredictionIsNotStored() {
    Prediction known = recorded(alice, 1);
    Prediction fresh = predictions.at(clock.instant()).owner(alice).digits(7).build();
    Prediction old =
        predictions.at(clock.instant().minus(Duration.ofDays(90))).owner(alice).digits(8).build();
    for (List<Prediction> batch :
        List.of(
            List.of(fresh, known),
            List.of(known, fresh),
            List.of(fresh, old),
            List.of(fresh, fresh))) {
      assertFalse(ledger.recordAll(batch.stream().map(this::newEntry).toList()));
      assertTrue(ledger.find(alice, fresh.id()).isEmpty());
    }
    assertEquals(1, countsOf(day).total());
    assertEquals(Recording.NEW, deliver(fresh));
  }

  @Test
  void theFirstOfTwoPredictionsWithTheSameIdIsKept() {
    Prediction first = recorded(alice, 7);
    Prediction second = predictions.at(first.time()).id(first.id()).owner(bob).digits(3).build();
    assertEquals(Recording.DUPLICATE, deliver(second));
    assertEquals(first, ledger.find(alice, first.id()).orElseThrow().prediction());
    assertTrue(ledger.find(bob, first.id()).isEmpty());
  }

  @Test
  void anotherOwnersPredictionIsInvisible() {
    Prediction prediction = recorded(alice, 7);
    assertTrue(ledger.find(bob, prediction.id()).isEmpty());
    assertEquals(
        new CorrectionResult.NotFound(), ledger.correct(bob, prediction.id(), Labels.forAll(1)));
    assertFalse(ledger.delete(bob, prediction.id()));
    assertTrue(ledger.page(bob, Selection.ALL, null, 10).entries().isEmpty());
    assertEquals(prediction, ledger.find(alice, prediction.id()).orElseThrow().prediction());
  }

  @Test
  void anAnonymousPredictionIsCountedButBelongsToNobody() {
    Prediction prediction = recorded(null, 3);
    assertTrue(ledger.find(alice, prediction.id()).isEmpty());
    assertFalse(ledger.delete(alice, prediction.id()));
    assertEquals(1, countsOf(day).digits().get(3));
  }

  @Test
  void anUnrecordedIdIsUnknown() {
    String id = predictions.at(clock.instant()).owner(alice).digits(1).build().id();
    assertTrue(ledger.find(alice, id).isEmpty());
    assertEquals(new CorrectionResult.NotFound(), ledger.correct(alice, id, Labels.forAll(1)));
    assertFalse(ledger.delete(alice, id));
  }

  @Test
  void countsAreNotEntries() {
    recorded(alice, 7);
    for (int part = 0; part < 8; part++) {
      String id = "day#" + day + "#" + part;
      assertTrue(ledger.find(alice, id).isEmpty());
      assertFalse(ledger.delete(alice, id));
    }
  }

  @Test
  void pagesListEachEntryOnceNewestFirst() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      expected.addFirst(recorded(alice, i).id());
      recorded(bob, i);
    }
    List<String> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String after = null;
    do {
      LedgerPage page = ledger.page(alice, Selection.ALL, after, 3);
      seen.addAll(ids(page));
      sizes.add(page.entries().size());
      after = page.next();
    } while (after != null);
    assertEquals(expected, seen);
    assertEquals(List.of(3, 3, 1), sizes);
  }

  @Test
  void aFullLastPageHasNoNext() {
    recorded(alice, 1);
    recorded(alice, 2);
    assertNull(ledger.page(alice, Selection.ALL, null, 2).next());
    assertEquals(2, ledger.page(alice, Selection.ALL, null, 2).entries().size());
  }

  @Test
  void anOwnersCorrectedEntriesAreFoundAmongTheOthers() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Prediction prediction = recorded(alice, i);
      if (i % 3 == 0) {
        corrected(prediction, 9 - i);
        expected.addFirst(prediction.id());
      }
    }
    LedgerPage first = ledger.page(alice, Selection.CORRECTED, null, 2);
    assertEquals(expected.subList(0, 2), ids(first));
    LedgerPage second = ledger.page(alice, Selection.CORRECTED, first.next(), 2);
    assertEquals(expected.subList(2, 3), ids(second));
    assertNull(second.next());
  }

  @Test
  void aCorrectionIsStoredWithItsTime() {
    Prediction prediction = recorded(alice, 1, 7);
    clock.advance(Duration.ofMinutes(3));
    LedgerEntry entry = corrected(prediction, 1, 2);
    assertEquals(
        new Correction(Labels.forAll(1, 2).byPosition(), clock.instant()), entry.correction());
    assertEquals(Optional.of(entry), ledger.find(alice, prediction.id()));
  }

  @Test
  void aRepeatedCorrectionChangesNothing() {
    Prediction prediction = recorded(alice, 1);
    LedgerEntry first = corrected(prediction, 7);
    clock.advance(Duration.ofDays(1));
    assertEquals(first, corrected(prediction, 7));
    assertEquals(1, countsOf(day).corrections());
  }

  @Test
  void onlyLabelledDigitsAreCorrected() {
    Prediction prediction = recorded(alice, 7, 1, 7);
    LedgerEntry entry = labelled(prediction, Map.of(1, 4));
    assertEquals(new Correction(new TreeMap<>(Map.of(1, 4)), clock.instant()), entry.correction());
    assertEquals(entry, ledger.find(alice, prediction.id()).orElseThrow());
    assertEquals(1, countsOf(day).corrections());
  }

  @Test
  void aCorrectionCanBeWithdrawn() {
    Prediction prediction = recorded(alice, 1, 7);
    corrected(prediction, 7, 7);
    LedgerEntry entry = labelled(prediction, Map.of());
    assertNull(entry.correction());
    assertEquals(entry, ledger.find(alice, prediction.id()).orElseThrow());
    assertTrue(ledger.correctedOn(day, null, 10).entries().isEmpty());
    assertEquals(0, countsOf(day).corrections());
    assertEquals(entry, labelled(prediction, Map.of()));
  }

  @Test
  void theTimeOfTheFirstCorrectionIsKeptWhateverTheLaterOnes() {
    Prediction prediction = recorded(alice, 1);
    Instant first = clock.instant();
    corrected(prediction, 7);
    clock.advance(Duration.ofDays(1));
    assertEquals(first, corrected(prediction, 8).firstCorrectedAt());
    labelled(prediction, Map.of());
    LedgerEntry again = corrected(prediction, 7);
    assertEquals(first, again.firstCorrectedAt());
    assertEquals(again, ledger.find(alice, prediction.id()).orElseThrow());
  }

  @Test
  void aLabelForAMissingDigitIsRejected() {
    Prediction prediction = recorded(alice, 1, 7);
    assertEquals(
        new CorrectionResult.LabelCountMismatch(2),
        ledger.correct(alice, prediction.id(), Labels.forSome(new TreeMap<>(Map.of(2, 7)))));
  }

  @Test
  void theLastOfTwoCorrectionsCounts() {
    Prediction prediction = recorded(alice, 1, 1);
    corrected(prediction, 7, 7);
    assertEquals(2, countsOf(day).corrections());
    LedgerEntry entry = corrected(prediction, 7, 1);
    assertEquals(Optional.of(entry), ledger.find(alice, prediction.id()));
    assertEquals(1, countsOf(day).corrections());
    corrected(prediction, 1, 1);
    assertEquals(0, countsOf(day).corrections());
  }

  @Test
  void aCorrectionSurvivesItsPredictionsRedelivery() {
    Prediction prediction = recorded(alice, 1);
    LedgerEntry entry = corrected(prediction, 7);
    assertEquals(Recording.DUPLICATE, deliver(prediction));
    assertEquals(Optional.of(entry), ledger.find(alice, prediction.id()));
  }

  @Test
  void labelsOfTheWrongNumberAreRejected() {
    Prediction prediction = recorded(alice, 1, 2, 3);
    assertEquals(
        new CorrectionResult.LabelCountMismatch(3),
        ledger.correct(alice, prediction.id(), Labels.forAll(1, 2)));
    assertNull(ledger.find(alice, prediction.id()).orElseThrow().correction());
  }

  @Test
  void aDeletedEntryIsInvisibleToEveryQuery() {
    Prediction prediction = recorded(alice, 1);
    corrected(prediction, 7);
    assertTrue(ledger.delete(alice, prediction.id()));
    assertIsGone(prediction);
  }

  @Test
  void aRedeliveryDoesNotRestoreADeletedEntry() {
    Prediction prediction = recorded(alice, 1);
    ledger.delete(alice, prediction.id());
    assertEquals(Recording.DUPLICATE, deliver(prediction));
    assertIsGone(prediction);
    assertEquals(1, countsOf(day).total());
  }

  @Test
  void anExpiredEntryIsInvisibleToEveryQuery() {
    Prediction prediction = recorded(alice, 1);
    corrected(prediction, 7);
    clock.set(prediction.time().plus(Duration.ofDays(90)));
    assertIsGone(prediction);
  }

  @Test
  void anExpiredPredictionIsNotRecorded() {
    Prediction late = predictions.at(clock.instant()).owner(alice).digits(5).build();
    clock.advance(Duration.ofDays(91));
    assertEquals(Recording.EXPIRED, deliver(late));
    assertIsGone(late);
    assertEquals(DayCounts.none(day), countsOf(day));
  }

  private void assertIsGone(Prediction prediction) {
    assertTrue(ledger.find(alice, prediction.id()).isEmpty());
    assertTrue(ledger.page(alice, Selection.ALL, null, 10).entries().isEmpty());
    assertTrue(ledger.page(alice, Selection.CORRECTED, null, 10).entries().isEmpty());
    assertTrue(ledger.correctedOn(day, null, 10).entries().isEmpty());
    assertTrue(
        ledger.sample(1_000_000).stream()
            .noneMatch(entry -> entry.prediction().id().equals(prediction.id())));
    assertEquals(
        new CorrectionResult.NotFound(), ledger.correct(alice, prediction.id(), Labels.forAll(1)));
    assertFalse(ledger.delete(alice, prediction.id()));
  }

  @Test
  void correctionsAreFoundByTheDayOfTheLastOne() {
    Prediction one = recorded(alice, 1);
    Prediction two = recorded(alice, 2);
    recorded(alice, 3);
    corrected(one, 7);
    LedgerEntry stays = corrected(two, 7);
    clock.advance(Duration.ofDays(2));
    LedgerEntry moves = corrected(one, 4);
    assertEquals(List.of(stays), ledger.correctedOn(day, null, 10).entries());
    assertEquals(List.of(moves), ledger.correctedOn(day.plusDays(2), null, 10).entries());
    assertEquals(
        List.of(moves, stays), ledger.corrections(day.minusDays(1), day.plusDays(3)).toList());
  }

  @Test
  void correctionsOfADayArePaged() {
    List<LedgerEntry> expected = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      expected.addFirst(corrected(recorded(alice, 1), 7));
    }
    LedgerPage first = ledger.correctedOn(day, null, 2);
    assertEquals(expected.subList(0, 2), first.entries());
    LedgerPage second = ledger.correctedOn(day, first.next(), 2);
    assertEquals(expected.subList(2, 3), second.entries());
    assertNull(second.next());
  }

  @Test
  void aSampleIsLimited() {
    for (int i = 0; i < 5; i++) {
      recorded(i % 2 == 0 ? alice : null, i);
    }
    assertEquals(3, ledger.sample(3).size());
  }

  @Test
  void aDayCountsDigitsAndThoseOfLowConfidence() {
    Instant midnight = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    clock.set(midnight.minusMillis(20));
    recorded(alice, 7, 7, 3);
    deliver(upload(midnight.minusMillis(1)));
    clock.set(midnight);
    recorded(bob, 0);
    DayCounts first = ledger.days(day, day.plusDays(2)).get(0);
    assertEquals(List.of(7L, 7L, 7L, 8L, 6L, 6L, 6L, 8L, 6L, 6L), first.digits());
    assertEquals(60, first.unsure());
    assertEquals(
        List.of(1L, 0L),
        ledger.days(day.plusDays(1), day.plusDays(2)).stream().map(DayCounts::total).toList());
  }

  @Test
  void aCorrectionCountsOnTheDayOfItsPrediction() {
    Prediction prediction = recorded(alice, 1);
    clock.advance(Duration.ofDays(3));
    corrected(prediction, 7);
    assertEquals(1, countsOf(day).corrections());
    assertEquals(DayCounts.none(day.plusDays(3)), countsOf(day.plusDays(3)));
  }

  @Test
  void concurrentWritersRecordAndCountEachPredictionOnce() throws Exception {
    List<Prediction> some = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      some.add(predictions.at(clock.instant().plusMillis(i)).owner(alice).digits(i % 10).build());
    }
    List<Future<Map<Recording, Long>>> writers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int writer = 0; writer < 4; writer++) {
        List<Prediction> order = new ArrayList<>(some);
        Collections.shuffle(order, new Random(writer));
        writers.add(
            threads.submit(() ->
                order.stream()
                    .collect(Collectors.groupingBy(this::deliver, Collectors.counting()))));
      }
    }
    Map<Recording, Long> all = new HashMap<>();
    for (Future<Map<Recording, Long>> writer : writers) {
      writer.get().forEach((recording, times) -> all.merge(recording, times, Long::sum));
    }
    assertEquals(Map.of(Recording.NEW, 12L, Recording.DUPLICATE, 36L), all);
    assertEquals(12, countsOf(day).total());
    assertEquals(12, ledger.page(alice, Selection.ALL, null, 50).entries().size());
  }

  @Test
  void concurrentCorrectionsCountOnce() throws Exception {
    Prediction prediction = recorded(alice, 1);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<LedgerEntry>> writers = new ArrayList<>();
      for (int writer = 0; writer < 4; writer++) {
        int label = 6 + writer % 2;
        writers.add(threads.submit(() -> corrected(prediction, label)));
      }
      for (Future<LedgerEntry> writer : writers) {
        assertNotNull(writer.get().correction());
      }
    }
    assertEquals(1, countsOf(day).corrections());
  }

  @Test
  void anyHistoryOfDeliveriesCorrectionsAndDeletionsEndsInTheExpectedState() {
    for (int history = 0; history < histories; history++) {
      new History(history).run();
    }
  }

  /** A random history of a few predictions on its own day, and the expected state after it. */
  private final class History {
    private final Random random;
    private final String owner = predictions.owner();
    private final LocalDate itsDay;
    private final List<Prediction> all = new ArrayList<>();
    private final Map<String, LedgerEntry> alive = new HashMap<>();
    private final Map<String, Long> misread = new HashMap<>();
    private final List<String> log = new ArrayList<>();

    History(int number) {
      random = new Random(31L * number + 7);
      itsDay = LocalDate.of(2400, 1, 1).plusDays(2000L * test + number);
      clock.set(itsDay.atTime(12, 0).toInstant(ZoneOffset.UTC));
      for (int i = 0; i < 3; i++) {
        all.add(
            predictions
                .at(clock.instant().plusMillis(i))
                .owner(owner)
                .digits(random.nextInt(10), random.nextInt(10))
                .build());
      }
    }

    void run() {
      for (int step = 0; step < 14; step++) {
        clock.advance(Duration.ofSeconds(1));
        step(all.get(random.nextInt(all.size())));
      }
      List<LedgerEntry> expected =
          all.reversed().stream()
              .map(prediction -> alive.get(prediction.id()))
              .filter(entry -> entry != null)
              .toList();
      assertEquals(expected, ledger.page(owner, Selection.ALL, null, 10).entries(), this::steps);
      assertEquals(misread.size() * 2L, countsOf(itsDay).total(), this::steps);
      assertEquals(
          misread.values().stream().mapToLong(Long::longValue).sum(),
          countsOf(itsDay).corrections(),
          this::steps);
      assertEquals(
          expected.stream().filter(entry -> entry.correction() != null).toList(),
          ledger.corrections(itsDay, itsDay).toList(),
          this::steps);
    }

    private String steps() {
      return String.join(", ", log);
    }

    private void step(Prediction prediction) {
      String id = prediction.id();
      LedgerEntry before = alive.get(id);
      int what = random.nextInt(5);
      log.add(what + " on " + all.indexOf(prediction));
      switch (what) {
        case 0, 1 -> {
          boolean isNew = misread.putIfAbsent(id, 0L) == null;
          assertEquals(
              isNew ? Recording.NEW : Recording.DUPLICATE, deliver(prediction), this::steps);
          if (isNew) {
            Instant expires = prediction.time().plus(Duration.ofDays(90));
            alive.put(id, new LedgerEntry(prediction, expires));
          }
        }
        case 2, 3 -> {
          NavigableMap<Integer, Integer> labels = labels();
          CorrectionResult corrected = ledger.correct(owner, id, Labels.forSome(labels));
          if (before == null) {
            assertEquals(new CorrectionResult.NotFound(), corrected, this::steps);
          } else {
            boolean repeated =
                before.correction() != null && before.correction().labels().equals(labels);
            Correction correction =
                labels.isEmpty() ? null : new Correction(labels, clock.instant());
            Instant first =
                before.firstCorrectedAt() == null && correction != null
                    ? clock.instant()
                    : before.firstCorrectedAt();
            LedgerEntry after =
                repeated
                    ? before
                    : new LedgerEntry(prediction, before.expires(), correction, first);
            assertEquals(new CorrectionResult.Corrected(after), corrected, this::steps);
            alive.put(id, after);
            misread.put(id, difference(prediction, labels));
          }
        }
        default -> {
          assertEquals(before != null, ledger.delete(owner, id), this::steps);
          alive.remove(id);
        }
      }
    }

    /** Returns labels for none, one or both of the digits. */
    private NavigableMap<Integer, Integer> labels() {
      NavigableMap<Integer, Integer> labels = new TreeMap<>();
      for (int position = 0; position < 2; position++) {
        if (random.nextInt(4) > 0) {
          labels.put(position, random.nextInt(10));
        }
      }
      return labels;
    }

    private long difference(Prediction prediction, NavigableMap<Integer, Integer> labels) {
      return labels.entrySet().stream()
          .filter(label -> label.getValue() != prediction.digits().get(label.getKey()).digit())
          .count();
    }
  }
}
