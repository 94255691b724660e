package dev.cirrus.classifier;

/** Thrown for a model that must not be used. The message is a sentence that says why. */
public final class BadModelException extends Exception {
  private static final long serialVersionUID = 1L;

  public BadModelException(String why) {
    super(why);
  }

  public BadModelException(String why, Throwable cause) {
    super(why, cause);
  }
}
