package dev.cirrus.vision.sheet;

import java.util.List;

/**
 * A quadrilateral that may be a sheet.
 *
 * @param sides the indexes of the sides' lines in {@link SideEdges}, clockwise from the upper one
 * @param score the evidence for it: the higher, the likelier
 * @param leastCoverage the lowest share of a side that lies on edges
 * @param strength the mean strength of the sides' edges
 * @param weakest the mean strength of the edges on the weakest side
 */
record SheetCandidate(
    Quad quad,
    List<Integer> sides,
    double score,
    double leastCoverage,
    double strength,
    double weakest) {
  /** The least share of each side on edges, for a sheet whose sides can all be seen. */
  private static final double MIN_COMPLETE_COVERAGE = 0.8;

  SheetCandidate withScore(double other) {
    return new SheetCandidate(quad, sides, other, leastCoverage, strength, weakest);
  }

  /** Returns whether edges cover all visible sides. */
  boolean isComplete() {
    return leastCoverage >= MIN_COMPLETE_COVERAGE;
  }
}
