package dev.cirrus.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.simulation.system.Adapters;
import dev.cirrus.simulation.system.History;
import dev.cirrus.simulation.system.StackLimits;
import dev.cirrus.simulation.world.Fault;
import dev.cirrus.simulation.world.Plan;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Simulates Cirrus without mutants. {@code ./cirrus simulate} runs more histories. */
final class SimulationTest {
  private static final int HISTORIES = 10_000;
  private static final int SAMPLED = 300;

  private static StackLimits limits;
  private static String traces;

  @BeforeAll
  static void simulateSome() throws IOException {
    limits = StackLimits.read();
    traces =
        LongStream.range(0, SAMPLED)
            .mapToObj(SimulationTest::history)
            .flatMap(history -> history.trace().stream())
            .collect(Collectors.joining("\n"));
  }

  private static History history(long seed) {
    return History.of(Plan.of(seed), limits, Adapters.REAL);
  }

  @Test
  void everyHistoryKeepsAllPromises() {
    Simulate.firstFailure(1, HISTORIES, limits, Adapters.REAL)
        .ifPresent(failure -> {
          throw new AssertionError(
              String.join("\n", failure.trace()) + "\n" + failure.plan().command());
        });
  }

  /** Its events 18 and 20 send the same id in the same millisecond. */
  @Test
  void auditTellsPredictionsOfOneMillisecondApart() {
    Plan plan = Plan.of(2630169).withEvents(Set.of(0, 1, 15, 17, 18, 20)).withFaults(Set.of());
    assertEquals(Optional.empty(), History.of(plan, limits, Adapters.REAL).violation());
  }

  @Test
  void aSeedReproducesAHistoryExactly() {
    for (int seed = 0; seed < 20; seed++) {
      assertEquals(history(seed), history(seed));
    }
    assertNotEquals(history(1).trace(), history(2).trace());
  }

  @Test
  void removingEventsAndFaultsDoesNotChangeTheOthers() {
    History whole =
        LongStream.range(0, SAMPLED)
            .mapToObj(SimulationTest::history)
            .filter(history -> history.faults().size() > 5 && history.events().size() > 10)
            .findFirst()
            .orElseThrow();
    Set<Integer> events = new HashSet<>(whole.events().subList(0, 5));
    Plan part = whole.plan().withEvents(events).withFaults(Set.of());
    History kept = History.of(part, limits, Adapters.REAL);
    assertEquals(List.of(), kept.faults());
    assertEquals(callers(whole.trace(), events), callers(kept.trace(), events));
  }

  /** Returns the lines that say which caller did what and when. */
  private static List<String> callers(List<String> trace, Set<Integer> events) {
    return trace.stream()
        .filter(line -> events.stream().anyMatch(event -> line.contains(" event" + event + ": ")))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void someHistoryHasTheFault(Fault fault) {
    assertTrue(traces.contains(": " + fault), "never " + fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "moves to the dead-letter queue",
        "stops: timeout",
        "TransactionCanceledException",
        "ConditionalCheckFailedException",
        " passes",
        " is refused",
        "SUCCESS",
        "FAILED",
        "CANCELLED",
        "PutObject models/current.json",
        "is promoted."
      })
  void someHistoryContains(String event) {
    assertTrue(traces.contains(event), "never: " + event);
  }

  @Test
  void aPlanIsPrintedAsTheCommandThatRepeatsIt() {
    Plan plan = Plan.of(7).withEvents(Set.of(12, 3)).withFaults(Set.of());
    assertEquals("./cirrus simulate --seed 7 --events 3,12 --faults none", plan.command());
    assertEquals("./cirrus simulate --seed 7", Plan.of(7).command());
    assertTrue(Stream.of(3, 12).allMatch(plan::includesEvent));
    assertTrue(!plan.includesEvent(4));
  }
}
