package dev.cirrus.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.testsupport.Fuzzing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends the requests that {@link CostFuzzer} started from or found. The budget is processor time of
 * the thread, since the work is spread over all of vision, where no counter would cover it. It is
 * relative to a fixed computation, because cores differ and other programs slow them.
 */
final class CostTest {
  private static final Path INPUTS = Path.of("src/test/resources/dev/cirrus/predict/costly");

  static List<Path> inputs() throws IOException {
    try (Stream<Path> inputs = Files.list(INPUTS)) {
      return inputs.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void anExpensiveRequestStaysWithinTheBudget(Path input) throws IOException {
    Duration cost = CostFuzzer.leastCost(Files.readAllBytes(input));
    Duration budget = CostFuzzer.budgetHere();
    assertTrue(cost.compareTo(budget) < 0, () -> cost + " of " + budget);
  }

  @Test
  @EnabledIfSystemProperty(
      named = Fuzzing.SECONDS,
      matches = "\\d+",
      disabledReason = "it searches for as long as asked: ./cirrus fuzz cost runs it")
  void noRequestThatTheFuzzerFindsExceedsTheBudget() throws IOException, InterruptedException {
    assertEquals(0, Fuzzing.run(CostFuzzer.class, INPUTS), "copy target/crash-* to " + INPUTS);
  }
}
