package dev.cirrus.predict.inference;

/** Ends a request with a status and an error in the protocol's format. */
final class InferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param error says what the caller should change
   */
  InferenceException(int status, String error) {
    super(error, null, false, false);
    this.status = status;
  }

  static InferenceException badRequest(String error) {
    return new InferenceException(400, error);
  }

  int status() {
    return status;
  }

  String error() {
    return String.valueOf(getMessage());
  }
}
