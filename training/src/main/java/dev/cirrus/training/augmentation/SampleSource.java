package dev.cirrus.training.augmentation;

/** Where a training image comes from. */
public enum SampleSource {
  MNIST("mnist"),
  /** MNIST's images with noise, a grey ground, stripes, lines or blur. */
  CORRUPTED_MNIST("mnistCorrupted"),
  /** MNIST's images, redrawn with hard edges as on a canvas, some of them coarsely. */
  REDRAWN_MNIST("mnistRedrawn"),
  PEN_DIGIT("penDigits"),
  /** Pen digits as bad scanners, cameras and pens reproduce them. */
  DEGRADED_PEN_DIGIT("penDigitsDegraded"),
  /** Digits in styles that the collections hardly hold. */
  TEMPLATE("templates"),
  /** Letters that do not look like a digit. */
  LETTER("letters"),
  /** Two pen digits, or one and a part of its neighbour. */
  PEN_PAIR("penPairs"),
  /** The same of MNIST's images. */
  MNIST_PAIR("mnistPairs"),
  /** Parts of pen digits. */
  PART("parts"),
  /** Symbols, scribbles, blots, edges and texture. */
  MARK("marks"),
  CORRECTION("corrections");

  private final String key;

  SampleSource(String key) {
    this.key = key;
  }

  /** The name in {@code card.json}. */
  public String key() {
    return key;
  }

  /** Whether samples from here are made of pen strokes that somebody wrote. */
  public boolean needsPenDigits() {
    return this == PEN_DIGIT || this == DEGRADED_PEN_DIGIT || this == PEN_PAIR || this == PART;
  }

  /** Whether the images are of MNIST's kind, which are distorted more than rendered strokes. */
  boolean isMnist() {
    return this == MNIST || this == REDRAWN_MNIST;
  }
}
