package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.TooComplexException;

/** Bounds the work spent on one picture, so that no input costs more than a second. */
public final class WorkBudget {
  /**
   * Candidates scored for one picture, its alternatives included; a sheet of 64 digits needs about
   * 200.
   */
  public static final int MAX_CANDIDATES = 1_024;

  /** Components looked at; a photographed sheet of 64 digits has about 150 with its specks. */
  static final int MAX_COMPONENTS = 2_000;

  /** Elementary steps of measuring gaps and cropping; each takes 1 to 8 ns. */
  private static final long MAX_STEPS = 30_000_000;

  private int candidates;
  private long steps;

  /** Accounts for candidates that will be scored. */
  void spendCandidates(int count) {
    candidates += count;
    if (candidates > MAX_CANDIDATES) {
      throw new TooComplexException(
          "expected at most " + MAX_CANDIDATES + " shapes that may be digits but got more");
    }
  }

  /** Accounts for elementary steps. */
  void spend(long count) {
    steps += count;
    if (steps > MAX_STEPS) {
      throw new TooComplexException("expected simple shapes but got ones too large or intricate");
    }
  }
}
