package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.TooComplexException;

/** Limits the work for one picture, so that no input takes more than a second. */
public final class WorkBudget {
  /**
   * The largest number of scored candidates, including those of alternative interpretations. A
   * sheet of 64 digits needs about 200.
   */
  public static final int MAX_CANDIDATES = 1_024;

  /** The largest number of components; a photographed sheet of 64 digits has about 150. */
  static final int MAX_COMPONENTS = 2_000;

  /** The largest number of elementary steps in measuring gaps and cropping, of 1 to 8 ns each. */
  private static final long MAX_STEPS = 30_000_000;

  private int candidates;
  private long steps;

  /** Accounts for candidates that will be scored. */
  void spendCandidates(int count) {
    if (candidates + count > MAX_CANDIDATES) {
      throw new TooComplexException(
          "expected at most " + MAX_CANDIDATES + " shapes that may be digits but got more");
    }
    candidates += count;
  }

  /** Returns a budget for another attempt: all steps, but only the candidates that are left. */
  public WorkBudget forAnotherAttempt() {
    WorkBudget budget = new WorkBudget();
    budget.candidates = candidates;
    return budget;
  }

  /** Accounts for elementary steps. */
  void spend(long count) {
    steps += count;
    if (steps > MAX_STEPS) {
      throw new TooComplexException("expected simple shapes but got ones too large or intricate");
    }
  }
}
