package dev.cirrus.vision;

/**
 * Thrown for a picture that would need more work than {@link Vision} spends on one: noise,
 * halftone, textile and other pictures with far more shapes than a sheet of digits has.
 */
public final class TooComplexException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TooComplexException(String message) {
    super(message);
  }
}
