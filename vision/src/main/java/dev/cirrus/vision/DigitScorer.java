package dev.cirrus.vision;

import java.util.List;

/** Estimates how likely an image of ink is each digit, or not a digit at all. */
@FunctionalInterface
public interface DigitScorer {
  /** The number of probabilities for each image: the digits from 0 to 9 and "not a digit". */
  int CLASSES = 11;

  /** The index of "not a digit". */
  int NOT_A_DIGIT = 10;

  /**
   * Scores all images in one batch.
   *
   * @param images 28 × 28 unsigned values each, with bright ink on dark
   * @return {@link #CLASSES} joint probabilities for each image, which sum to 1
   */
  float[][] score(List<byte[]> images);
}
