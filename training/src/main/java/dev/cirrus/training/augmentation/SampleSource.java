package dev.cirrus.training.augmentation;

/** Where a training image comes from. */
public enum SampleSource {
  MNIST("mnist"),
  /** MNIST's images, redrawn with hard edges as on a canvas. */
  REDRAWN_MNIST("mnistRedrawn"),
  PEN_DIGIT("penDigits"),
  /** Letters that do not look like a digit. */
  LETTER("letters"),
  CORRECTION("corrections");

  private final String key;

  SampleSource(String key) {
    this.key = key;
  }

  /** The name in {@code card.json}. */
  public String key() {
    return key;
  }
}
