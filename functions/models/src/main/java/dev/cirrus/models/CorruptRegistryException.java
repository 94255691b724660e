package dev.cirrus.models;

/** Thrown if what the model registry stores is missing, too large or malformed. */
public final class CorruptRegistryException extends ModelRegistryException {
  private static final long serialVersionUID = 1L;

  public CorruptRegistryException(String message) {
    super(message);
  }

  public CorruptRegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
