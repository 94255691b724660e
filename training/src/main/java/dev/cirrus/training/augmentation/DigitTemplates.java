package dev.cirrus.training.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws digits in styles that are rare in the collections: ones with a flag or a foot, crossed and
 * uncrossed sevens, fours with an open hook, nines with a curled tail, slashed zeros, open eights,
 * fives whose bar stands apart. Coordinates are in a unit square, y downwards.
 */
final class DigitTemplates {
  /** The width and height of a digit, about the resolution of a tablet. */
  private static final float UNITS = 1000;

  /** Points of a curve; the pen's width hides the corners between them. */
  private static final int POINTS = 24;

  private final RandomGenerator random;

  DigitTemplates(RandomGenerator random) {
    this.random = random;
  }

  /** Returns the strokes of a digit in a random style, in the units of a tablet. */
  List<float[]> strokes(int digit) {
    List<float[]> strokes = new ArrayList<>();
    for (float[] stroke : ideal(digit)) {
      float[] scaled = stroke.clone();
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= UNITS;
      }
      strokes.add(scaled);
    }
    return strokes;
  }

  private List<float[]> ideal(int digit) {
    return switch (digit) {
      case 0 -> zero();
      case 1 -> one();
      case 2 -> two();
      case 3 -> three();
      case 4 -> four();
      case 5 -> five();
      case 6 -> six();
      case 7 -> seven();
      case 8 -> eight();
      default -> nine();
    };
  }

  private List<float[]> zero() {
    double width = uniform(0.28, 0.5);
    double start = uniform(-150, -30);
    List<float[]> strokes = new ArrayList<>();
    strokes.add(arc(0.5, 0.5, width, 0.5, start, start - 360 + uniform(-25, 25)));
    if (chance(0.45)) {
      double over = uniform(0.75, 1.25);
      double half = uniform(0.6, 1) * width;
      double tilt = chance(0.85) ? 1 : -1;
      strokes.add(
          curve(
              0.5 - half * over * tilt,
              0.5 + 0.42 * over,
              0.5,
              0.5,
              0.5 + half * over * tilt,
              0.5 - 0.42 * over));
    }
    return strokes;
  }

  /** The flag falls steeply: a bar that is nearly level would make a seven. */
  private List<float[]> one() {
    double lean = uniform(-0.05, 0.22);
    double top = 0.5 + lean;
    List<float[]> strokes = new ArrayList<>();
    float[] stem = curve(top, 0, 0.5 + lean / 2 + uniform(-0.03, 0.03), 0.5, 0.5 - lean / 3, 1);
    if (chance(0.8)) {
      double length = chance(0.5) ? uniform(0.12, 0.35) : uniform(0.3, 0.62);
      double angle = Math.toRadians(length > 0.4 ? uniform(42, 68) : uniform(32, 75));
      double bow = uniform(-0.04, 0.05);
      double x = top - length * Math.cos(angle);
      double y = length * Math.sin(angle);
      float[] flag = curve(x, y, (x + top) / 2 + bow, y / 2 + bow, top, 0);
      if (chance(0.85)) {
        strokes.add(joined(flag, stem));
      } else {
        strokes.add(flag);
        strokes.add(stem);
      }
    } else {
      strokes.add(stem);
    }
    if (chance(0.4)) {
      double half = uniform(0.12, 0.36);
      double centre = 0.5 - lean / 3 + uniform(-0.06, 0.06);
      double tilt = uniform(-0.04, 0.04);
      double y = 1 + uniform(-0.02, 0.02);
      strokes.add(curve(centre - half, y + tilt, centre, y, centre + half, y - tilt));
    }
    return strokes;
  }

  private List<float[]> two() {
    double width = uniform(0.45, 0.75);
    double left = 0.5 - width / 2;
    float[] head = arc(0.5, 0.27, width / 2, 0.27, uniform(-200, -160), uniform(20, 45));
    double x = head[head.length - 2];
    double y = head[head.length - 1];
    if (chance(0.4)) {
      // A loop at the lower left.
      double size = uniform(0.06, 0.14);
      float[] down = curve(x, y, 0.5, 0.7, left + size, 0.95);
      float[] loop =
          arc(left + size, 0.95 - size * 0.6, size, size * 0.6, 90, 360 + uniform(20, 60));
      float[] tail =
          curve(
              loop[loop.length - 2],
              loop[loop.length - 1],
              0.6,
              1.02,
              0.5 + width / 2,
              uniform(0.9, 1));
      return List.of(joined(joined(head, down), joined(loop, tail)));
    }
    float[] down = curve(x, y, uniform(0.45, 0.6), 0.7, left, uniform(0.93, 1));
    float[] base =
        curve(
            left,
            down[down.length - 1],
            0.5,
            1 + uniform(-0.06, 0.05),
            0.5 + width / 2,
            1 + uniform(-0.08, 0.03));
    return List.of(joined(joined(head, down), base));
  }

  private List<float[]> three() {
    double right = uniform(0.7, 0.85);
    if (chance(0.4)) {
      // A level top and a diagonal.
      float[] top = curve(0.2, uniform(0, 0.06), 0.5, 0.01, right, 0.02);
      float[] diagonal = curve(right, 0.02, 0.6, 0.22, uniform(0.4, 0.52), 0.42);
      float[] belly = arc(0.45, 0.7, uniform(0.28, 0.38), 0.29, -80, uniform(120, 165));
      return List.of(joined(joined(top, diagonal), belly));
    }
    float[] upper = arc(0.42, 0.25, right - 0.45, 0.25, uniform(-170, -130), uniform(60, 95));
    float[] lower = arc(0.42, 0.74, right - 0.4, 0.26, uniform(-90, -60), uniform(120, 165));
    return List.of(joined(upper, lower));
  }

  private List<float[]> four() {
    double bar = uniform(0.52, 0.72);
    double left = uniform(0.05, 0.2);
    double stem = uniform(0.55, 0.75);
    double right = Math.min(1, stem + uniform(0.1, 0.35));
    double top = uniform(0.2, 0.45);
    float[] down =
        chance(0.5)
            ? curve(left + uniform(0, 0.15), 0, left - 0.02, bar * 0.6, left, bar)
            : curve(left + uniform(0.1, 0.3), 0, left + 0.08, bar * 0.5, left - 0.02, bar);
    float[] across =
        curve(left, bar, 0.45, bar + uniform(-0.03, 0.06), right, bar + uniform(-0.07, 0.05));
    List<float[]> strokes = new ArrayList<>();
    if (chance(0.3)) {
      // One stroke: the hook runs up to the stem's top and down.
      double tip = uniform(0, 0.25);
      float[] hook = curve(left, bar, 0.4, bar + uniform(0.02, 0.14), stem, uniform(0.4, 0.5));
      float[] up = curve(stem, 0.45, stem + 0.03, 0.3, stem + uniform(0, 0.06), tip);
      float[] fall = curve(stem + 0.03, tip, stem, 0.6, stem - uniform(0, 0.12), 1);
      return List.of(joined(joined(down, hook), joined(up, fall)));
    }
    if (chance(0.2)) {
      // Closed: a diagonal, a bar and a stem from the same top.
      float[] diagonal = curve(stem, 0, 0.4, bar / 2, left, bar);
      strokes.add(joined(diagonal, across));
      strokes.add(curve(stem, uniform(0, 0.08), stem, 0.5, stem - uniform(0, 0.08), 1));
      return strokes;
    }
    double apart = chance(0.3) ? uniform(0, 0.12) : 0;
    strokes.add(joined(down, across));
    strokes.add(
        curve(stem + apart, top, stem + apart, 0.65, stem + apart - uniform(-0.02, 0.12), 1));
    return strokes;
  }

  private List<float[]> five() {
    double left = uniform(0.2, 0.35);
    double middle = uniform(0.36, 0.48);
    float[] down =
        curve(left + uniform(0, 0.08), 0.03, left, middle / 2, left - uniform(0, 0.06), middle);
    float[] belly =
        arc(0.45, uniform(0.66, 0.7), uniform(0.27, 0.4), 0.31, -125, uniform(120, 165));
    double rise = uniform(-0.08, 0.06);
    double gapX = chance(0.5) ? uniform(0.02, 0.16) : 0;
    double gapY = chance(0.5) ? uniform(-0.1, 0.03) : 0;
    float[] bar =
        curve(
            left + gapX,
            0.03 + gapY,
            0.55 + gapX,
            0.02 + gapY + rise / 2,
            0.8 + gapX,
            0.02 + gapY + rise);
    List<float[]> strokes = new ArrayList<>();
    strokes.add(joined(down, belly));
    strokes.add(bar);
    return strokes;
  }

  private List<float[]> six() {
    double width = uniform(0.24, 0.36);
    float[] down = curve(uniform(0.5, 0.8), 0, 0.25, 0.3, 0.5 - width, 0.7);
    float[] loop = arc(0.5, 0.7, width, uniform(0.22, 0.3), 180, 180 - uniform(320, 400));
    return List.of(joined(down, loop));
  }

  private List<float[]> seven() {
    double left = uniform(0.08, 0.25);
    double right = uniform(0.75, 0.95);
    double slope = uniform(-0.07, 0.05);
    float[] bar = curve(left, slope + 0.02, 0.5, uniform(-0.03, 0.05), right, 0);
    double foot = uniform(0.25, 0.6);
    double bow = uniform(-0.06, 0.12);
    float[] stem = curve(right, 0, (right + foot) / 2 - bow / 2, 0.45, foot, 1);
    List<float[]> strokes = new ArrayList<>();
    float[] whole = joined(bar, stem);
    if (chance(0.35)) {
      whole = joined(curve(left, uniform(0.1, 0.2), left, 0.08, left + 0.01, slope + 0.02), whole);
    }
    strokes.add(whole);
    if (chance(0.65)) {
      double y = uniform(0.38, 0.62);
      double x = (right + foot) / 2 + (0.5 - y) * (right - foot) - bow / 4;
      double half = uniform(0.13, 0.3);
      double tilt = uniform(-0.08, 0.06);
      strokes.add(curve(x - half, y + tilt, x, y, x + half, y - tilt));
    }
    return strokes;
  }

  private List<float[]> eight() {
    double width = uniform(0.2, 0.34);
    double lower = width * uniform(1, 1.3);
    double gap = chance(0.6) ? uniform(0.03, 0.16) : 0;
    double lean = uniform(-0.05, 0.12);
    // From the upper right over the top, across to the lower right, round and back up.
    float[] stroke = new float[4 * POINTS];
    for (int i = 0; i < 2 * POINTS; i++) {
      double t = i / (2 * POINTS - 1.0);
      double angle = Math.PI * (-0.12 + gap + (2.1 - 1.6 * gap) * t) + Math.PI / 4;
      double y = 0.5 - 0.5 * Math.cos(angle - Math.PI / 4);
      double side = -Math.sin(2 * (angle - Math.PI / 4));
      double half = y < 0.5 ? width : lower;
      stroke[2 * i] = (float) (0.5 + half * side + lean * (0.5 - y));
      stroke[2 * i + 1] = (float) y;
    }
    return List.of(stroke);
  }

  private List<float[]> nine() {
    double width = uniform(0.2, 0.32);
    double height = uniform(0.2, 0.28);
    double right = 0.5 + width;
    float[] loop = arc(0.5, height, width, height, uniform(-40, 0), uniform(-400, -350));
    double pick = random.nextDouble();
    float[] tail;
    if (pick < 0.35) {
      tail = curve(right, height, right + uniform(-0.02, 0.05), 0.6, right - uniform(0, 0.2), 1);
    } else if (pick < 0.8) {
      // The tail bends to the left and up again.
      double reach = uniform(0.3, 0.75);
      float[] down = curve(right, height, right + 0.02, 0.6, right - 0.04, 0.8);
      float[] hook =
          curve(right - 0.04, 0.8, right - reach * 0.35, 1.04, right - reach, uniform(0.8, 0.97));
      tail = joined(down, hook);
    } else {
      // The tail curls into a loop.
      double size = uniform(0.08, 0.18);
      float[] down = curve(right, height, right + 0.02, 0.6, right - 0.02, 0.84);
      float[] curl = arc(right - 0.02 - size, 0.86, size, size * 0.8, 0, uniform(180, 330));
      tail = joined(down, curl);
    }
    return List.of(joined(loop, tail));
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private double uniform(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /** A quadratic curve through three points. */
  private static float[] curve(double x0, double y0, double x1, double y1, double x2, double y2) {
    float[] stroke = new float[2 * POINTS];
    double cx = 2 * x1 - (x0 + x2) / 2;
    double cy = 2 * y1 - (y0 + y2) / 2;
    for (int i = 0; i < POINTS; i++) {
      double t = i / (POINTS - 1.0);
      double s = 1 - t;
      stroke[2 * i] = (float) (s * s * x0 + 2 * s * t * cx + t * t * x2);
      stroke[2 * i + 1] = (float) (s * s * y0 + 2 * s * t * cy + t * t * y2);
    }
    return stroke;
  }

  /** A part of an ellipse; degrees run clockwise from the right. */
  private static float[] arc(
      double x, double y, double radiusX, double radiusY, double from, double to) {
    int points = POINTS + (int) (Math.abs(to - from) / 15);
    float[] stroke = new float[2 * points];
    for (int i = 0; i < points; i++) {
      double angle = Math.toRadians(from + (to - from) * i / (points - 1.0));
      stroke[2 * i] = (float) (x + radiusX * Math.cos(angle));
      stroke[2 * i + 1] = (float) (y + radiusY * Math.sin(angle));
    }
    return stroke;
  }

  private static float[] joined(float[] first, float[] second) {
    float[] both = new float[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
