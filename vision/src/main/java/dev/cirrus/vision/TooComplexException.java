package dev.cirrus.vision;

/**
 * Thrown for a picture that would exceed the work that {@link Vision} spends on one, such as noise,
 * halftone or fabric, which have far more shapes than a sheet of digits.
 */
public final class TooComplexException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TooComplexException(String message) {
    super(message);
  }
}
