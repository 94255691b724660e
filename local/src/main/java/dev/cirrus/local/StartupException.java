package dev.cirrus.local;

/**
 * Why Cirrus does not start, and what to do about it: the message is for the person at the keys.
 */
final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StartupException(String message) {
    super(message);
  }

  StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
