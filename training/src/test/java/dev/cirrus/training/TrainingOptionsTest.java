package dev.cirrus.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.training.distributed.Recipe;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrainingOptionsTest {
  private static String refused(String... words) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> TrainingOptions.parse(List.of(words)))
            .getMessage());
  }

  @Test
  void severalFilesOfCorrectionsFollowOneWord() {
    TrainingOptions arguments =
        TrainingOptions.parse(
            List.of("--corrections", "a.csv", "s3://b/c.csv", "--continue", "m/", "--seed", "5"));
    assertEquals(List.of("a.csv", "s3://b/c.csv"), arguments.corrections());
    assertEquals("m/", arguments.from());
    assertEquals(5, arguments.seed());
    assertEquals("continue", arguments.recipe().name());
  }

  @Test
  void whatIsWrongIsSaid() {
    assertEquals("No argument is named --fast.", refused("--fast"));
    assertEquals("--data needs a value.", refused("--data", "--quick"));
    assertEquals(
        "--executors needs a number from 1 to 64, not two.", refused("--executors", "two"));
    assertEquals(
        "--quick begins anew: it cannot --continue a model.",
        refused("--quick", "--continue", "m"));
  }

  @Test
  void theLearningRateClimbsThenFallsToNothing() {
    Recipe recipe = Recipe.full();
    assertEquals(recipe.rate(), recipe.rateAt(0.05), 1e-6);
    assertEquals(recipe.rate() / 2, recipe.rateAt(0.525), 1e-4);
    assertEquals(0, recipe.rateAt(1), 1e-6);
  }

  @Test
  void correctionsAreLearnedFromInWholeRunsAndInShortOnes() {
    assertTrue(TrainingOptions.parse(List.of()).recipe().corrected() > 0);
    assertTrue(TrainingOptions.parse(List.of("--continue", "model")).recipe().corrected() > 0);
  }
}
