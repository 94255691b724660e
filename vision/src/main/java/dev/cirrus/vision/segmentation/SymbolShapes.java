package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds marks that look like digits but cannot be digits because of the marks beside or inside
 * them: pairs of parentheses, percent signs, and lines around other marks, such as the face of a
 * smiley or a circle around a digit.
 */
final class SymbolShapes {
  /**
   * The least size of an enclosed mark, as a share of the enclosing one; smaller ones may be dust.
   */
  private static final double SMALLEST_ENCLOSED = 0.08;

  /** The largest ratio between the heights of two parentheses. */
  private static final double SAME_HEIGHT = 1.4;

  /** The least vertical overlap of two parentheses, as a share of the lower one's height. */
  private static final double BESIDE = 0.6;

  /** Two arcs with ends closer than this, as a share of their height, may be halves of a zero. */
  private static final double FARTHEST_HALVES = 0.1;

  /** The least height of an arc in pixels. */
  private static final int LOWEST_ARC = 12;

  /** The largest share of rows with several runs in an arc, because of rough edges. */
  private static final double ROUGH_ROWS = 0.1;

  /** The longest run of an arc, in usual runs and as a share of its height. */
  private static final double LONGEST_RUN = 2.5;

  private static final double WIDEST_RUN = 0.35;

  /** The least distance of an arc's middle from its chord, as a share of its height. */
  private static final double LEAST_BEND = 0.1;

  /** The least bend at a quarter and three quarters of the height, as a share of the largest. */
  private static final double LEAST_BEND_BESIDE = 0.45;

  /** The largest size of the rings of a percent sign, in heights of its slash. */
  private static final double LARGEST_RING = 0.6;

  private final List<ConnectedComponent> primitives;
  private final Set<Integer> parentheses = new HashSet<>();
  private final Set<Integer> percentSigns = new HashSet<>();
  private final List<Set<Integer>> enclosed = new ArrayList<>();

  SymbolShapes(List<ConnectedComponent> primitives, WorkBudget budget) {
    this.primitives = primitives;
    for (ConnectedComponent primitive : primitives) {
      budget.spend(primitives.size());
      enclosed.add(enclosedBy(primitive));
    }
    findParentheses();
    findPercentSigns();
  }

  /** Returns whether the primitives together cannot be a digit. */
  boolean isSymbol(int[] candidate) {
    if (candidate.length == 1 && parentheses.contains(candidate[0])) {
      return true;
    }
    if (Arrays.stream(candidate).anyMatch(percentSigns::contains)) {
      return true;
    }
    if (candidate.length == 2
        && parentheses.contains(candidate[0])
        && parentheses.contains(candidate[1])
        && !meet(primitives.get(candidate[0]), primitives.get(candidate[1]))) {
      return true;
    }
    Set<Integer> inside = new HashSet<>();
    for (int primitive : candidate) {
      inside.addAll(enclosed.get(primitive));
    }
    for (int primitive : candidate) {
      inside.remove(primitive);
    }
    return !inside.isEmpty();
  }

  /** Returns whether all primitives lie inside the same other one. */
  boolean isEnclosed(int[] candidate) {
    for (Set<Integer> inside : enclosed) {
      if (Arrays.stream(candidate).allMatch(inside::contains)) {
        return true;
      }
    }
    return false;
  }

  boolean encloses(int primitive) {
    return !enclosed.get(primitive).isEmpty();
  }

  private Set<Integer> enclosedBy(ConnectedComponent outer) {
    Set<Integer> inside = new HashSet<>();
    for (int i = 0; i < primitives.size(); i++) {
      ConnectedComponent inner = primitives.get(i);
      if (inner.left > outer.left
          && inner.right < outer.right
          && inner.top > outer.top
          && inner.bottom < outer.bottom
          && inner.longer() >= SMALLEST_ENCLOSED * outer.longer()
          && surrounds(outer, inner.left, inner.top, inner.right, inner.bottom)) {
        inside.add(i);
      }
    }
    return inside;
  }

  /** Returns whether there is ink of a mark to the left, to the right, above and below a box. */
  private static boolean surrounds(
      ConnectedComponent mark, int left, int top, int right, int bottom) {
    int middleX = (left + right) / 2;
    int middleY = (top + bottom) / 2;
    boolean before = false;
    boolean after = false;
    boolean above = false;
    boolean below = false;
    for (int i = 0; i < mark.rows.length; i++) {
      if (mark.rows[i] == middleY) {
        before |= mark.ends[i] <= left;
        after |= mark.starts[i] >= right;
      }
      if (mark.starts[i] <= middleX && middleX < mark.ends[i]) {
        above |= mark.rows[i] < top;
        below |= mark.rows[i] >= bottom;
      }
    }
    return before && after && above && below;
  }

  private void findParentheses() {
    List<Integer> opening = new ArrayList<>();
    List<Integer> closing = new ArrayList<>();
    for (int i = 0; i < primitives.size(); i++) {
      double bend = bend(primitives.get(i));
      if (bend <= -LEAST_BEND) {
        opening.add(i);
      } else if (bend >= LEAST_BEND) {
        closing.add(i);
      }
    }
    for (int open : opening) {
      for (int close : closing) {
        if (isPair(primitives.get(open), primitives.get(close))) {
          parentheses.add(open);
          parentheses.add(close);
        }
      }
    }
  }

  private void findPercentSigns() {
    for (int i = 0; i < primitives.size(); i++) {
      if (PrincipalAxes.of(primitives.get(i)).isSlash()) {
        findPercentSign(i);
      }
    }
  }

  /** Looks for a ring to the upper left of a slash and for one to its lower right. */
  private void findPercentSign(int slash) {
    ConnectedComponent line = primitives.get(slash);
    int upper = -1;
    int lower = -1;
    for (int i = 0; i < primitives.size(); i++) {
      ConnectedComponent ring = primitives.get(i);
      int x = (ring.left + ring.right) / 2;
      int y = (ring.top + ring.bottom) / 2;
      if (ring.longer() > LARGEST_RING * line.height()
          || ring.gapAcross(line) > ring.longer()
          || y < line.top
          || y >= line.bottom
          || !surrounds(ring, x, y, x + 1, y + 1)) {
        continue;
      }
      // On which side of the slash the ring is, from its lower left to its upper right end.
      boolean isLeft = (x - line.left) * line.height() < (line.bottom - y) * line.width();
      boolean isAbove = 2 * y < line.top + line.bottom;
      if (isLeft && isAbove) {
        upper = i;
      } else if (!isLeft && !isAbove) {
        lower = i;
      }
    }
    if (upper >= 0 && lower >= 0) {
      percentSigns.addAll(List.of(slash, upper, lower));
    }
  }

  private static boolean isPair(ConnectedComponent open, ConnectedComponent close) {
    int lower = Math.min(open.height(), close.height());
    return open.right <= close.right
        && open.left < close.left
        && Math.max(open.height(), close.height()) <= SAME_HEIGHT * lower
        && -open.gapDown(close) >= BESIDE * lower;
  }

  /** Returns whether the upper or lower ends of two arcs are close, as in the halves of a zero. */
  private static boolean meet(ConnectedComponent one, ConnectedComponent other) {
    double near = FARTHEST_HALVES * Math.max(one.height(), other.height());
    int last = one.rows.length - 1;
    int otherLast = other.rows.length - 1;
    double above = distance(one, 0, other, 0);
    double below = distance(one, last, other, otherLast);
    return Math.min(above, below) < near;
  }

  private static double distance(
      ConnectedComponent one, int run, ConnectedComponent other, int otherRun) {
    return Math.max(one.starts[run], other.starts[otherRun])
        - Math.min(one.ends[run], other.ends[otherRun]);
  }

  /**
   * Returns the distance of a vertical arc's middle to the right of its chord, as a share of its
   * height; 0 if the mark is not an arc.
   */
  private static double bend(ConnectedComponent mark) {
    int height = mark.height();
    int several = mark.rows.length - height;
    double widest = Math.min(WIDEST_RUN * height, LONGEST_RUN * mark.strokeWidth());
    if (height < LOWEST_ARC || several > ROUGH_ROWS * height || mark.width() > height) {
      return 0;
    }
    double[] middles = new double[height];
    for (int i = 0; i < mark.rows.length; i++) {
      if (mark.ends[i] - mark.starts[i] > widest) {
        return 0;
      }
      middles[mark.rows[i] - mark.top] = (mark.starts[i] + mark.ends[i]) / 2.0;
    }
    int end = height / 12;
    double upper = middles[end];
    double lower = middles[height - 1 - end];
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    double[] bends = new double[height];
    for (int y = end; y < height - end; y++) {
      double chord = upper + (lower - upper) * (y - end) / (height - 1 - 2 * end);
      bends[y] = (middles[y] - chord) / height;
      least = Math.min(least, bends[y]);
      most = Math.max(most, bends[y]);
    }
    double bend = most > -least ? most : least;
    boolean round =
        bends[height / 4] / bend >= LEAST_BEND_BESIDE
            && bends[height * 3 / 4] / bend >= LEAST_BEND_BESIDE;
    return round ? bend : 0;
  }
}
