package dev.cirrus.classifier;

import java.util.List;

/** Classifies images as digits. Thread-safe. */
public interface Classifier extends AutoCloseable {
  /** Number of values of an image: 28 × 28, row by row. */
  int VALUES = 784;

  /**
   * Classifies any number of images.
   *
   * @param images each with 784 values from 0 (paper) to 1 (ink)
   * @return one classification for each image, in the same order
   * @throws IllegalArgumentException if an image has another number of values
   * @throws IllegalStateException if the classifier has been closed
   */
  List<Classification> classify(float[][] images);

  /** Waits for running calls, then frees the model. Closing again does nothing. */
  @Override
  void close();
}
