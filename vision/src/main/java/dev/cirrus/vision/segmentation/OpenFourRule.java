package dev.cirrus.vision.segmentation;

import java.util.Arrays;

/** The four of two strokes that don't meet: an angle, open to the right, and a stem beside it. */
final class OpenFourRule {
  private OpenFourRule() {}

  /** Whether two groups, side by side, are an angle and its stem. */
  static boolean isOf(DigitCandidate one, DigitCandidate other) {
    DigitCandidate angle = one.left + one.right < other.left + other.right ? one : other;
    DigitCandidate stem = angle == one ? other : one;
    int height = Math.max(stem.bottom, angle.bottom) - Math.min(stem.top, angle.top);
    if (stem.height() < 0.6 * height
        || angle.height() < 0.35 * height
        || angle.width() < 0.15 * height
        || stem.bottom - angle.bottom < 0.12 * height
        || stem.gapAcross(angle) > 0.2 * height) {
      return false;
    }
    int[] stemFirsts = edges(stem, false);
    int[] stemLasts = edges(stem, true);
    int tenth = stem.height() / 10;
    double upper = middle(stemFirsts, stemLasts, tenth);
    double lower = middle(stemFirsts, stemLasts, stem.height() - 1 - tenth);
    double slant = (lower - upper) / Math.max(1, stem.height() - 1 - 2 * tenth);
    // A straight stem is thin all along.
    for (int y = 0; y < stem.height(); y++) {
      double place = upper + slant * (y - tenth);
      if (stemFirsts[y] <= stemLasts[y]
          && (stemFirsts[y] < place - 0.14 * height || stemLasts[y] > place + 0.14 * height)) {
        return false;
      }
    }
    return isAngle(angle, stem.top, upper - slant * tenth, slant, height);
  }

  /** Whether the ink, upright when the stem is, runs down on its left and out to the stem below. */
  private static boolean isAngle(
      DigitCandidate angle, int stemTop, double stemPlace, double slant, int height) {
    int[] firsts = edges(angle, false);
    int[] lasts = edges(angle, true);
    double left = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    int reach = 0;
    for (int y = 0; y < angle.height(); y++) {
      double stem = stemPlace + slant * (angle.top + y - stemTop);
      if (firsts[y] <= lasts[y]) {
        left = Math.min(left, firsts[y] - stem);
        if (lasts[y] - stem > right) {
          right = lasts[y] - stem;
          reach = y;
        }
      }
    }
    if (reach < 0.6 * angle.height() || right < -0.2 * height) {
      return false;
    }
    int from = angle.height() * 3 / 20;
    int to = angle.height() * 13 / 20;
    double middle = (left + right) / 2;
    for (int y = from; y < to; y++) {
      double stem = stemPlace + slant * (angle.top + y - stemTop);
      if (firsts[y] <= lasts[y] && (firsts[y] + lasts[y]) / 2.0 - stem > middle) {
        return false;
      }
    }
    return true;
  }

  private static double middle(int[] firsts, int[] lasts, int y) {
    return (firsts[y] + lasts[y]) / 2.0;
  }

  /** The first or last column that has ink in each row of the group. */
  private static int[] edges(DigitCandidate group, boolean last) {
    int[] edges = new int[group.height()];
    Arrays.fill(edges, last ? Integer.MIN_VALUE / 4 : Integer.MAX_VALUE / 4);
    for (ConnectedComponent component : group.components) {
      for (int i = 0; i < component.rows.length; i++) {
        int y = component.rows[i] - group.top;
        edges[y] =
            last
                ? Math.max(edges[y], component.ends[i] - 1)
                : Math.min(edges[y], component.starts[i]);
      }
    }
    return edges;
  }
}
