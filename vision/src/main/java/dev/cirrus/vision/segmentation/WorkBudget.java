package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.TooComplexException;
import org.jspecify.annotations.Nullable;

/** Limits the work for one picture and for each attempt to read it, so that no input takes long. */
public final class WorkBudget {
  /**
   * The largest number of scored candidates in an attempt. A sheet of 64 digits needs about 200.
   */
  public static final int MAX_CANDIDATES = 1_024;

  /** The largest number of components; a photographed sheet of 64 digits has about 150. */
  static final int MAX_COMPONENTS = 2_000;

  /**
   * The largest number of elementary steps in measuring gaps and cropping in an attempt, of 1 to 8
   * ns each.
   */
  private static final long MAX_STEPS = 30_000_000;

  /** The same for all attempts together: sheets, orientations and tones. */
  private static final int MAX_CANDIDATES_OF_PICTURE = 1_280;

  private static final long MAX_STEPS_OF_PICTURE = 4 * MAX_STEPS;

  private final int maxCandidates;
  private final long maxSteps;
  private final @Nullable WorkBudget picture;
  private int candidates;
  private long steps;

  private WorkBudget(int maxCandidates, long maxSteps, @Nullable WorkBudget picture) {
    this.maxCandidates = maxCandidates;
    this.maxSteps = maxSteps;
    this.picture = picture;
  }

  public static WorkBudget ofPicture() {
    return new WorkBudget(MAX_CANDIDATES_OF_PICTURE, MAX_STEPS_OF_PICTURE, null);
  }

  /** Returns the budget of an attempt to read the picture that this budget is for. */
  public WorkBudget ofAttempt() {
    return new WorkBudget(MAX_CANDIDATES, MAX_STEPS, this);
  }

  /** Accounts for candidates that will be scored. */
  void spendCandidates(int count) {
    if (candidates + count > maxCandidates) {
      throw new TooComplexException(
          "expected at most " + maxCandidates + " shapes that may be digits but got more");
    }
    if (picture != null) {
      picture.spendCandidates(count);
    }
    candidates += count;
  }

  /** Accounts for elementary steps. */
  void spend(long count) {
    steps += count;
    if (steps > maxSteps) {
      throw new TooComplexException("expected simple shapes but got ones too large or intricate");
    }
    if (picture != null) {
      picture.spend(count);
    }
  }
}
