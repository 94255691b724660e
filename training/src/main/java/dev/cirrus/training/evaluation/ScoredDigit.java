package dev.cirrus.training.evaluation;

/**
 * What a model said of one digit.
 *
 * @param label what was written; -1 where it was no digit
 * @param pixels 28 × 28 that the model saw
 * @param probabilities the model's; empty where not exactly one digit was found in the picture
 */
// Compared nowhere; its arrays are large, shared and never written to.
@SuppressWarnings("ArrayRecordComponent")
public record ScoredDigit(int label, byte[] pixels, float[] probabilities) {
  /** The likeliest digit; -1 where not exactly one digit was found. */
  public int digit() {
    return likeliest(probabilities);
  }

  public float confidence() {
    return probabilities.length == 0 ? 0 : probabilities[digit()];
  }

  public boolean right() {
    return digit() == label;
  }

  /** Where the greatest number is; -1 of none. */
  public static int likeliest(float[] probabilities) {
    int best = probabilities.length == 0 ? -1 : 0;
    for (int digit = 1; digit < probabilities.length; digit++) {
      if (probabilities[digit] > probabilities[best]) {
        best = digit;
      }
    }
    return best;
  }
}
