package dev.cirrus.classifier;

/** A model that must not serve; the message says why in a sentence. */
public final class BadModelException extends Exception {
  private static final long serialVersionUID = 1L;

  public BadModelException(String why) {
    super(why);
  }

  public BadModelException(String why, Throwable cause) {
    super(why, cause);
  }
}
