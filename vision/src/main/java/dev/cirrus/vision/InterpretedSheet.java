package dev.cirrus.vision;

import dev.cirrus.vision.segmentation.PathCosts;
import dev.cirrus.vision.sheet.Quad;
import dev.cirrus.vision.sheet.RectifiedSheet;

/** A sheet of paper in a photograph, and what was found on it. */
record InterpretedSheet(
    Quad corners, RectifiedSheet rectified, int factor, Interpretation interpretation) {
  /** The least number of clear digits beside a sheet for which what it lies on is read instead. */
  private static final int MIN_DIGITS_BESIDE_SHEET = 2;

  InterpretedSheet with(Interpretation other) {
    return new InterpretedSheet(corners, rectified, factor, other);
  }

  double worth() {
    return interpretation.worth();
  }

  /** Returns whether most marks are clear digits; those of print are not. */
  boolean isMostlyDigits() {
    return interpretation.clearDigits() > 0
        && interpretation.clearShare() >= PathCosts.UNCLEAR_PAGE;
  }

  /**
   * Returns whether this sheet reads better than the whole picture, in which as many marks on the
   * table may look like digits.
   */
  boolean explainsBetterThan(Interpretation whole) {
    return worth() > whole.worth() && 2 * interpretation.clearDigits() >= whole.clearDigits();
  }

  /**
   * Returns whether to read this sheet. A stroke on the table beside the other one looks like a
   * one.
   */
  boolean isBetterThan(InterpretedSheet other) {
    double least = corners.liesOn(other.corners) ? -MIN_DIGITS_BESIDE_SHEET : 0;
    return worth() - other.worth() > least;
  }

  /** Returns what was found, in the photograph's coordinates. */
  Reading reading() {
    Reading reading = interpretation.reading(rectified.raster(), factor);
    return new Reading(
        reading.digits().stream().map(digit -> digit.at(rectified.inPhoto(digit.box()))).toList(),
        reading.rejected().stream().map(rectified::inPhoto).toList(),
        reading.cost(),
        corners);
  }
}
