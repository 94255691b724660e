package dev.cirrus.runs;

/** Thrown if a training job is refused and a retry would be refused as well. */
public final class JobRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobRefusedException(String message) {
    super(message);
  }

  public JobRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
