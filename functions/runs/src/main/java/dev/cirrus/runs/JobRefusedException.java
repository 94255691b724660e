package dev.cirrus.runs;

/** A training job that is refused, and would be again. */
public final class JobRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobRefusedException(String message) {
    super(message);
  }

  public JobRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
