package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Components that are one digit, or part of one. */
public final class DigitCandidate {
  /** A part lower than this share of its neighbour is a fragment: a hat, a bar, a dash. */
  private static final double FRAGMENT = 0.45;

  /** A fragment lower than this share is flat. */
  private static final double FLAT = 0.3;

  /** Ink closer by than this, in a digit's heights, is one digit's. */
  private static final double TOUCHING = 0.025;

  /** But what is taller, in the height of both, is a digit beside another. */
  private static final double TALL = 0.72;

  final List<ConnectedComponent> components = new ArrayList<>();
  int left = Integer.MAX_VALUE;
  int top = Integer.MAX_VALUE;
  int right;
  int bottom;
  int area;

  DigitCandidate(ConnectedComponent component) {
    add(component);
  }

  void add(DigitCandidate other) {
    other.components.forEach(this::add);
  }

  private void add(ConnectedComponent component) {
    components.add(component);
    left = Math.min(left, component.left);
    top = Math.min(top, component.top);
    right = Math.max(right, component.right);
    bottom = Math.max(bottom, component.bottom);
    area += component.area;
  }

  int width() {
    return right - left;
  }

  int height() {
    return bottom - top;
  }

  int longer() {
    return Math.max(width(), height());
  }

  /** How broad a stroke usually is, from its left edge to its right. */
  double stroke() {
    int[] lengths = new int[0];
    for (ConnectedComponent component : components) {
      int known = lengths.length;
      lengths = Arrays.copyOf(lengths, known + component.rows.length);
      for (int i = 0; i < component.rows.length; i++) {
        lengths[known + i] = component.ends[i] - component.starts[i];
      }
    }
    Arrays.sort(lengths);
    return lengths[lengths.length / 2];
  }

  /** The distance of the two boxes. */
  double distance(DigitCandidate other) {
    double across = Math.max(0, gapAcross(other));
    double down = Math.max(0, gapDown(other));
    return Math.sqrt(across * across + down * down);
  }

  /**
   * How much paper lies between a component and the group's ink, or {@code most} if no less than
   * that.
   */
  double gap(ConnectedComponent other, double most) {
    double least = most;
    for (ConnectedComponent component : components) {
      least = component.gap(other, least);
    }
    return least;
  }

  /** How far apart two boxes are from left to right; below 0 by how much they overlap. */
  int gapAcross(DigitCandidate other) {
    return Math.max(left, other.left) - Math.min(right, other.right);
  }

  int gapDown(DigitCandidate other) {
    return Math.max(top, other.top) - Math.min(bottom, other.bottom);
  }

  /** Whether two groups are parts of one digit. */
  boolean belongsTo(DigitCandidate other, List<DigitCandidate> all) {
    if (nearlyTouches(other)) {
      return true;
    }
    DigitCandidate tall = height() >= other.height() ? this : other;
    DigitCandidate low = tall == this ? other : this;
    int across = gapAcross(other);
    int down = gapDown(other);
    boolean fragment = low.height() < FRAGMENT * tall.height();
    if (!fragment && across < 0 && isOfOtherLine(other, all)) {
      return false;
    }
    if (across >= 0) {
      boolean near =
          fragment
              && down < 0.2 * tall.height()
              && across < reachAcross(tall, low, all) * tall.height();
      return near || OpenFourRule.isOf(this, other);
    }
    double shared = -across / (double) Math.min(width(), other.width());
    if (down < 0) {
      return fragment || shared > 0.4 || OpenFourRule.isOf(this, other);
    }
    if (fragment) {
      return down < (shared < 0.3 ? 0.15 : 0.35) * tall.height();
    }
    // Two lines' digits stand above each other too, but no digit is as high as both.
    int height = Math.max(bottom, other.bottom) - Math.min(top, other.top);
    int width = Math.max(right, other.right) - Math.min(left, other.left);
    return shared >= 0.3 && down < (height <= 1.9 * width ? 0.15 : 0.06) * height;
  }

  /** Whether the ink of two groups is closer than that of two digits is. */
  boolean nearlyTouches(DigitCandidate other) {
    int height = Math.max(bottom, other.bottom) - Math.min(top, other.top);
    if (Math.min(height(), other.height()) > TALL * height) {
      return false;
    }
    double reach = TOUCHING * Math.max(height, Math.max(longer(), other.longer()));
    for (ConnectedComponent component : other.components) {
      if (gap(component, reach) < reach) {
        return true;
      }
    }
    return false;
  }

  /** Whether a group stands beside this one in a line of digits about as tall. */
  private boolean isBesideInLine(DigitCandidate other) {
    int tall = Math.max(height(), other.height());
    int low = Math.min(height(), other.height());
    return gapAcross(other) >= 0 && low >= 0.6 * tall && -gapDown(other) >= 0.5 * low;
  }

  /** Whether two groups above each other are digits of two lines: as one they'd outgrow others. */
  private boolean isOfOtherLine(DigitCandidate other, List<DigitCandidate> all) {
    int height = Math.max(bottom, other.bottom) - Math.min(top, other.top);
    for (DigitCandidate third : all) {
      if (third != this
          && third != other
          && height > 1.3 * third.height()
          && (isBesideInLine(third) || other.isBesideInLine(third))) {
        return true;
      }
    }
    return false;
  }

  /** Whether most of a group's width lies above another's top: it is that one's hat. */
  private boolean liesAboveAny(List<DigitCandidate> all) {
    for (DigitCandidate other : all) {
      if (other != this
          && gapAcross(other) < -0.5 * width()
          && bottom < (other.top + other.bottom) / 2
          && other.height() > height()
          && gapDown(other) < 0.3 * other.height()) {
        return true;
      }
    }
    return false;
  }

  /** So far beside a digit, in its heights, its fragments lie. */
  private static double reachAcross(
      DigitCandidate tall, DigitCandidate low, List<DigitCandidate> all) {
    // The hat of a five, right of its top, no broader than a digit is high.
    boolean hat =
        low.width() > 1.2 * low.height()
            && low.width() < tall.height()
            && !low.liesAboveAny(all)
            && low.left >= tall.right
            && low.top + low.bottom < 2 * tall.top + 0.8 * tall.height();
    return hat ? low.height() < FLAT * tall.height() ? 0.3 : 0.15 : 0.05;
  }
}
