package dev.cirrus.localaws;

/** Thrown if the data of an earlier run can't be used. The message says which and why. */
public final class UnusableDataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableDataException(String message) {
    super(message);
  }

  UnusableDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
