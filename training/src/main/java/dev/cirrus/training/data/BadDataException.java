package dev.cirrus.training.data;

/** Thrown for unusable data. The message names the file and says what is wrong with it. */
public final class BadDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadDataException(String message) {
    super(message);
  }

  public BadDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
