package dev.cirrus.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Sends the requests that {@link CostFuzzer} started from or found. */
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
    assertTrue(cost.compareTo(CostFuzzer.BUDGET) < 0, cost::toString);
  }

  @Test
  @EnabledIfSystemProperty(
      named = "cirrus.fuzz.seconds",
      matches = "\\d+",
      disabledReason = "it searches for as long as asked: ./cirrus fuzz cost runs it")
  void noRequestThatTheFuzzerFindsExceedsTheBudget() throws IOException, InterruptedException {
    Path found = Files.createDirectories(Path.of("target/fuzz"));
    Process fuzzer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + CostFuzzer.class.getName(),
                "--instrumentation_includes=dev.cirrus.**",
                // They look for other vulnerabilities and slow the search down.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.**",
                "--reproducer_path=target",
                "-artifact_prefix=target/",
                "-max_len=4096",
                "-max_total_time=" + System.getProperty("cirrus.fuzz.seconds"),
                found.toString(),
                INPUTS.toString())
            .inheritIO()
            .start();
    assertEquals(0, fuzzer.waitFor(), "copy target/crash-* to " + INPUTS);
  }
}
