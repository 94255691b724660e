package dev.cirrus.vision.segmentation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cirrus.vision.TooComplexException;
import org.junit.jupiter.api.Test;

final class WorkBudgetTest {
  private final WorkBudget picture = WorkBudget.ofPicture();

  @Test
  void anAttemptMayNotScoreMoreCandidatesThanItsOwnLimit() {
    WorkBudget attempt = picture.ofAttempt();
    attempt.spendCandidates(WorkBudget.MAX_CANDIDATES);

    assertThrows(TooComplexException.class, () -> attempt.spendCandidates(1));
  }

  @Test
  void attemptsShareTheCandidatesOfThePicture() {
    picture.ofAttempt().spendCandidates(1_000);

    assertThrows(TooComplexException.class, () -> picture.ofAttempt().spendCandidates(1_000));
    assertDoesNotThrow(() -> picture.ofAttempt().spendCandidates(200));
  }

  @Test
  void attemptsShareTheStepsOfThePicture() {
    for (int attempt = 0; attempt < 4; attempt++) {
      picture.ofAttempt().spend(30_000_000);
    }

    assertThrows(TooComplexException.class, () -> picture.ofAttempt().spend(1));
  }
}
