package dev.cirrus.local;

/** Thrown if Cirrus cannot start. The message tells the user the reason and what to do. */
final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StartupException(String message) {
    super(message);
  }

  StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
