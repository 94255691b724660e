package dev.cirrus.training.data;

/** Data that cannot be used: the message names the file and says what is wrong with it. */
public final class BadDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, in a sentence that names the file. */
  public BadDataException(String message) {
    super(message);
  }

  /** What is wrong, and what showed it. */
  public BadDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
