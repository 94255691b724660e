package dev.cirrus.classifier;

/** Says how likely each digit is. Safe for many threads at once. */
public interface Classifier extends AutoCloseable {
  /** Values of an image: 28 × 28, row by row. */
  int VALUES = 784;

  /** Classes: the digits from 0 to 9. */
  int CLASSES = 10;

  /** Images that one call takes at most. */
  int MAX_IMAGES = 64;

  /**
   * Ten probabilities for each image.
   *
   * @param images 1 to 64 images of 784 values from 0 (paper) to 1 (ink)
   * @throws IllegalArgumentException where they are not that
   * @throws IllegalStateException where the classifier has been closed
   */
  float[][] classify(float[][] images);

  /** Waits for what is being classified, then frees the model. Closing again does nothing. */
  @Override
  void close();
}
