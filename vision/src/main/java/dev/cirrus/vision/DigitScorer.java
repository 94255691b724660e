package dev.cirrus.vision;

import java.util.List;

/** Scores images of ink: how likely each digit is, and how likely the ink is not a digit at all. */
@FunctionalInterface
public interface DigitScorer {
  /** Probabilities of an image: the digits from 0 to 9 and, last, "not a digit". */
  int CLASSES = 11;

  /** The index of "not a digit". */
  int NOT_A_DIGIT = 10;

  /**
   * Scores all images in one batch.
   *
   * @param images 28 × 28 unsigned values each, ink bright on dark
   * @return for each image {@link #CLASSES} joint probabilities that sum to 1
   */
  float[][] score(List<byte[]> images);
}
