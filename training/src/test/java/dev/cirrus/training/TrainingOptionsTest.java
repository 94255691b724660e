package dev.cirrus.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.training.augmentation.SampleSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

final class TrainingOptionsTest {
  private static String errorFor(String... arguments) {
    return String.valueOf(
        assertThrows(ParameterException.class, () -> TrainingOptions.parse(List.of(arguments)))
            .getMessage());
  }

  @Test
  void oneOptionTakesSeveralFilesOfCorrections() {
    TrainingOptions options =
        TrainingOptions.parse(
            List.of("--corrections", "a.csv", "s3://b/c.csv", "--continue", "m/", "--seed", "5"));
    assertEquals(List.of("a.csv", "s3://b/c.csv"), options.corrections);
    assertEquals("m/", options.base);
    assertEquals("continue", options.recipe().name());
    assertEquals(5, options.recipe().seed());
  }

  @Test
  void errorsNameTheOption() {
    assertEquals("Unknown option: '--fast'", errorFor("--fast"));
    assertTrue(errorFor("--data", "--quick").contains("'--data'"));
    assertTrue(errorFor("--executors", "two").contains("'--executors'"));
    assertEquals("Expected --executors from 1 to 64 but got 65", errorFor("--executors", "65"));
    assertEquals(
        "--quick starts from the beginning and excludes --continue",
        errorFor("--quick", "--continue", "m"));
    assertEquals(
        "--weights excludes --quick and --continue", errorFor("--quick", "--weights", "w.bin"));
  }

  @Test
  void anEvaluationTakesItsDataAndItsReportOnly() {
    TrainingOptions options =
        TrainingOptions.parse(List.of("--evaluate", "m/", "--data", "d", "--report", "docs"));
    assertEquals("m/", options.evaluated);
    assertEquals(
        "--evaluate excludes --quick", errorFor("--evaluate", "m", "--data", "d", "--quick"));
    assertEquals("--evaluate excludes --output", errorFor("--evaluate", "m", "--out", "o"));
    assertEquals("--evaluate excludes --seed", errorFor("--seed", "1", "--evaluate", "m"));
  }

  @Test
  void fullAndContinuedRunsTrainOnCorrections() {
    for (List<String> arguments : List.of(List.<String>of(), List.of("--continue", "model"))) {
      assertTrue(
          TrainingOptions.parse(arguments).recipe().mixture().share(SampleSource.CORRECTION) > 0);
    }
  }

  @Test
  void theHelpDescribesEveryOption() {
    String help = TrainingOptions.help();
    for (String option :
        List.of("--data", "--corrections", "--continue", "--evaluate", "--images", "--seed")) {
      assertTrue(help.contains(option + " "), help);
    }
  }
}
