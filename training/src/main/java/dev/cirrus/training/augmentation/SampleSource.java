package dev.cirrus.training.augmentation;

/** The sources of training images. */
public enum SampleSource {
  MNIST("mnist"),
  /** MNIST's images with noise, a grey ground, stripes, lines or blur. */
  CORRUPTED_MNIST("mnistCorrupted"),
  /** MNIST's images, redrawn with hard edges as on a canvas, some of them coarsely. */
  REDRAWN_MNIST("mnistRedrawn"),
  PEN_DIGIT("penDigits"),
  /** Pen digits as bad scanners, cameras and pens reproduce them. */
  DEGRADED_PEN_DIGIT("penDigitsDegraded"),
  /** Digits in styles that are rare in the collections. */
  TEMPLATE("templates"),
  /** Letters that do not look like a digit. */
  LETTER("letters"),
  /** Two pen digits, or one and a part of its neighbour. */
  PEN_PAIR("penPairs"),
  /** Two of MNIST's images, or one and a part of its neighbour. */
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

  /** Returns whether the samples are made from pen strokes of the collections. */
  public boolean needsPenDigits() {
    return this == PEN_DIGIT || this == DEGRADED_PEN_DIGIT || this == PEN_PAIR || this == PART;
  }

  /** Whether the images are of MNIST's kind, which are distorted more than rendered strokes. */
  boolean isMnist() {
    return this == MNIST || this == REDRAWN_MNIST;
  }
}
