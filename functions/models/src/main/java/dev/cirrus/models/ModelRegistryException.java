package dev.cirrus.models;

/** Thrown if the model registry can't be reached or its content can't be read. */
public class ModelRegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelRegistryException(String message) {
    super(message);
  }

  public ModelRegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
