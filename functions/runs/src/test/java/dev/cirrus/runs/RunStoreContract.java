package dev.cirrus.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.models.ModelPointer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The behaviour of every run store. */
abstract class RunStoreContract {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final ModelPointer OLD = new ModelPointer("2026-02-01", "a".repeat(64));
  private static final ModelPointer NEW = new ModelPointer("2026-03-01", "b".repeat(64));

  /** Returns an empty store. */
  abstract RunStore empty();

  private static Run run(String id) {
    return run(id, OLD);
  }

  private static Run run(String id, ModelPointer base) {
    return Run.queued(id, RunTrigger.MANUAL, false, base, NOON);
  }

  @Test
  void aRunInAnyStateIsReadAsItWasWritten() {
    RunStore store = empty();
    Run run = run("01");
    assertTrue(store.write(run));
    List<RunState> states =
        List.of(
            new RunState.Running(),
            new RunState.Gate(),
            new RunState.Promoting(NEW, OLD),
            new RunState.Passed(NEW, OLD),
            new RunState.Promoted(NEW, OLD),
            new RunState.Refused(List.of("The sevens got worse.", "It is too large.")),
            new RunState.Cancelled(),
            new RunState.Failed("No space left on device"));
    run =
        run.withCorrections(
            new ExportedCorrections(200, "runs/01/corrections.csv", "c".repeat(64)), NOON);
    assertTrue(store.write(run));
    run = run.withJob("00f5", NOON.plusSeconds(1));
    assertTrue(store.write(run));
    run = run.withReport("{\"passed\":true}", NOON.plusSeconds(2));
    assertTrue(store.write(run));
    for (RunState state : states) {
      run = run.withState(state, NOON.plusSeconds(3));
      assertTrue(store.write(run));
      assertEquals(Optional.of(run), store.find("01"));
    }
  }

  @Test
  void aMissingRunIsEmptyAndTheLockIsNotARun() {
    RunStore store = empty();
    assertTrue(store.lock(null, new RunLock("01", NOON)));
    assertEquals(Optional.empty(), store.find("01"));
    assertEquals(Optional.empty(), store.find("lock"));
    assertEquals(List.of(), store.newest(10));
  }

  @Test
  void aRunReplacesOnlyItsPreviousRevision() {
    RunStore store = empty();
    Run run = run("01");
    assertFalse(
        store.write(run.withState(new RunState.Running(), NOON)), "there is no first revision");
    assertTrue(store.write(run));
    assertTrue(store.write(run), "an identical write must succeed");
    assertFalse(store.write(run("01", NEW)), "another first revision is stored");
    assertTrue(store.write(run.withState(new RunState.Running(), NOON)));
    assertFalse(
        store.write(run.withState(new RunState.Failed("late"), NOON)),
        "another second revision is stored");
    assertEquals(
        Optional.of(new RunState.Running()),
        store.find("01").map(Run::state),
        "the first one stored must stay");
  }

  @Test
  void theNewestComeFirst() {
    RunStore store = empty();
    for (String id : List.of("02", "01", "03")) {
      assertTrue(store.write(run(id)));
    }
    assertEquals(List.of("03", "02"), store.newest(2).stream().map(Run::id).toList());
  }

  @Test
  void theLockIsReplacedOnlyIfItIsTheExpectedOne() {
    RunStore store = empty();
    RunLock first = new RunLock("01", NOON);
    RunLock second = new RunLock("02", NOON.plusSeconds(60));
    assertEquals(Optional.empty(), store.lock());
    assertFalse(store.lock(first, second), "there is no lock to replace");
    assertTrue(store.lock(null, first));
    assertTrue(store.lock(null, first), "an identical write must succeed");
    assertFalse(store.lock(null, second), "another lock is stored");
    assertEquals(Optional.of(first), store.lock());
    RunLock later = new RunLock("01", NOON.plusSeconds(30));
    assertTrue(store.lock(first, later));
    assertFalse(store.lock(first, second), "the lock was renewed in between");
    assertEquals(Optional.of(later), store.lock());
  }

  @Test
  void onlyTheHolderReleasesTheLock() {
    RunStore store = empty();
    RunLock lock = new RunLock("01", NOON);
    store.unlock("01");
    assertTrue(store.lock(null, lock));
    store.unlock("02");
    assertEquals(Optional.of(lock), store.lock());
    store.unlock("01");
    assertEquals(Optional.empty(), store.lock());
  }

  @Test
  void aRunAndItsLockAreWrittenTogetherOrNotAtAll() {
    RunStore store = empty();
    RunLock first = new RunLock("01", NOON);
    RunLock second = new RunLock("02", NOON.plusSeconds(60));
    assertTrue(store.create(run("01"), null, first));
    assertEquals(Optional.of(run("01")), store.find("01"));
    assertEquals(Optional.of(first), store.lock());
    assertTrue(store.create(run("01"), null, first), "an identical write must succeed");
    assertFalse(store.create(run("02"), null, second), "another run holds the lock");
    assertEquals(Optional.empty(), store.find("02"));
    assertFalse(store.create(run("01"), first, second), "the run is already stored");
    assertEquals(Optional.of(first), store.lock());
    assertTrue(store.create(run("02"), first, second));
  }

  @Test
  void onlyOneOfManyConcurrentRunsStarts() throws Exception {
    RunStore store = empty();
    List<Callable<Boolean>> attempts =
        IntStream.range(10, 26)
            .<Callable<Boolean>>mapToObj(
                n -> () -> store.create(run("" + n), null, new RunLock("" + n, NOON)))
            .toList();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      int created = 0;
      for (Future<Boolean> attempt : pool.invokeAll(attempts)) {
        created += attempt.get() ? 1 : 0;
      }
      assertEquals(1, created);
    }
    assertEquals(
        store.lock().map(RunLock::run), store.newest(20).stream().map(Run::id).findFirst());
    assertEquals(1, store.newest(20).size());
  }
}
