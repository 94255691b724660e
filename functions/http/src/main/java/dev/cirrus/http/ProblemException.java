package dev.cirrus.http;

/** Ends a request with a problem. It has no stack trace: it is a response, not a fault. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(ProblemType type, String detail) {
    super(detail, null, false, false);
    this.problem = new Problem(type, detail);
  }

  public Problem problem() {
    return problem;
  }
}
