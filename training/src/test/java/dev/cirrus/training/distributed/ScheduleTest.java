package dev.cirrus.training.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ScheduleTest {
  @Test
  void theLearningRateRisesAndThenDecaysToZero() {
    Schedule schedule = Recipe.full().schedule();
    float most = schedule.learningRate();
    assertEquals(most, schedule.learningRateAt(0.05), 1e-6);
    assertEquals(most / 2, schedule.learningRateAt(0.525), 1e-4);
    assertEquals(0, schedule.learningRateAt(1), 1e-6);
  }

  @Test
  void aShorterScheduleHasFewerRounds() {
    Schedule shorter = Recipe.full().schedule().ofImages(1_400_000);
    assertEquals(42, shorter.rounds());
    assertEquals(6, shorter.ofImages(1).rounds());
  }
}
