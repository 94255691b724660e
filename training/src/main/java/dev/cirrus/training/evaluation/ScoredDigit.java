package dev.cirrus.training.evaluation;

import dev.cirrus.classifier.Classification;
import org.jspecify.annotations.Nullable;

/**
 * A digit and how a model classified it.
 *
 * @param label the digit written; -1 for anything else
 * @param pixels the 28 × 28 pixels that the model classified
 * @param classification null where not exactly one digit was found in the picture
 */
// Compared nowhere; its array is never written to.
@SuppressWarnings("ArrayRecordComponent")
public record ScoredDigit(int label, byte[] pixels, @Nullable Classification classification) {
  /** The most likely digit; -1 where not exactly one digit was found. */
  public int digit() {
    return classification == null ? -1 : classification.mostLikelyDigit();
  }

  public float confidence() {
    return classification == null ? 0 : classification.digitDistribution()[digit()];
  }

  /** The probability that it is a digit; 0 where not exactly one was found. */
  public float digitProbability() {
    return classification == null ? 0 : 1 - classification.notADigit();
  }

  public boolean isCorrect() {
    return digit() == label;
  }
}
