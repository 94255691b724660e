package dev.cirrus.vision;

import java.util.ArrayList;
import java.util.List;

/** Blots that are one digit, or part of one. */
final class Group {
  /** A part lower than this share of its neighbour is a fragment: a hat, a bar, a dash. */
  private static final double FRAGMENT = 0.45;

  /** A fragment lower than this share is flat. */
  private static final double FLAT = 0.3;

  final List<Blot> blots = new ArrayList<>();
  int left = Integer.MAX_VALUE;
  int top = Integer.MAX_VALUE;
  int right;
  int bottom;
  int area;

  Group(Blot blot) {
    add(blot);
  }

  void add(Group other) {
    other.blots.forEach(this::add);
  }

  private void add(Blot blot) {
    blots.add(blot);
    left = Math.min(left, blot.left);
    top = Math.min(top, blot.top);
    right = Math.max(right, blot.right);
    bottom = Math.max(bottom, blot.bottom);
    area += blot.area;
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

  /** The distance of the two boxes. */
  double distance(Group other) {
    double across = Math.max(0, gapAcross(other));
    double down = Math.max(0, gapDown(other));
    return Math.sqrt(across * across + down * down);
  }

  /** How far apart two boxes are from left to right; below 0 by how much they overlap. */
  int gapAcross(Group other) {
    return Math.max(left, other.left) - Math.min(right, other.right);
  }

  int gapDown(Group other) {
    return Math.max(top, other.top) - Math.min(bottom, other.bottom);
  }

  /** Whether two groups are parts of one digit. */
  boolean belongsTo(Group other) {
    Group tall = height() >= other.height() ? this : other;
    Group low = tall == this ? other : this;
    int across = gapAcross(other);
    int down = gapDown(other);
    boolean fragment = low.height() < FRAGMENT * tall.height();
    if (across >= 0) {
      boolean near =
          down < 0.2 * tall.height() && across < reachAcross(tall, low, fragment) * tall.height();
      return near || Four.isOf(this, other);
    }
    double shared = -across / (double) Math.min(width(), other.width());
    if (down < 0) {
      return fragment || shared > 0.4 || Four.isOf(this, other);
    }
    if (fragment) {
      return down < (shared < 0.3 ? 0.15 : 0.35) * tall.height();
    }
    // Two lines' digits stand above each other too, but no digit is as high as both.
    int height = Math.max(bottom, other.bottom) - Math.min(top, other.top);
    int width = Math.max(right, other.right) - Math.min(left, other.left);
    return shared >= 0.3 && down < (height <= 1.9 * width ? 0.15 : 0.06) * height;
  }

  /** So far beside a digit, in its heights, its parts lie. */
  private static double reachAcross(Group tall, Group low, boolean fragment) {
    if (!fragment) {
      return 0.025;
    }
    // The hat of a five, right of its top.
    boolean hat =
        low.width() > 1.2 * low.height()
            && low.left >= tall.right
            && low.top + low.bottom < 2 * tall.top + 0.8 * tall.height();
    return hat ? low.height() < FLAT * tall.height() ? 0.3 : 0.15 : 0.05;
  }
}
