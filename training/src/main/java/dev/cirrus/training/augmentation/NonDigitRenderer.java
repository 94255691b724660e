package dev.cirrus.training.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Draws ink that the segmentation may propose but that is not one digit: pairs, digits with a part
 * of a neighbour, parts of digits, symbols, scribbles, edges and texture.
 */
final class NonDigitRenderer {
  private static final int SIDE = 64;

  /** The largest ratio of width to length of a stroke that counts as a straight line. */
  private static final double LINE = 0.3;

  /** The digits whose left or right part may pass for a digit. */
  private static final String LEFT_PASSES = "168";

  private static final String RIGHT_PASSES = "12345789";

  private final RandomGenerator random;
  private final SymbolStrokes symbols;

  NonDigitRenderer(RandomGenerator random) {
    this.random = random;
    this.symbols = new SymbolStrokes(random);
  }

  /** Whether the left or the right part of a digit may pass for a digit. */
  static boolean passes(int digit, boolean left) {
    return (left ? LEFT_PASSES : RIGHT_PASSES).indexOf('0' + digit) >= 0;
  }

  /** Draws two digits, or one digit and a part of its neighbour. */
  Canvas pair(List<float[]> left, List<float[]> right) {
    float pen = uniform(0.05f, 0.16f);
    List<float[]> one = ofHeight(left, uniform(0.85f, 1.15f));
    List<float[]> other = ofHeight(right, uniform(0.85f, 1.15f));
    float[] a = StrokePath.bounds(one, 2);
    float[] b = StrokePath.bounds(other, 2);
    float gap = uniform(-0.08f, 0.3f) + pen / 2;
    List<float[]> both = new ArrayList<>(shifted(one, -a[0], uniform(-0.08f, 0.08f)));
    both.addAll(shifted(other, a[2] - a[0] + gap - b[0], uniform(-0.08f, 0.08f)));
    float[] all = StrokePath.bounds(both, 2);
    float from = all[0];
    float to = all[2];
    int kind = random.nextInt(10);
    float kept = uniform(0.3f, 0.75f);
    if (kind < 3) {
      // The right neighbour is cut.
      to = a[2] - a[0] + gap + kept * (b[2] - b[0]);
    } else if (kind < 6) {
      from = (1 - kept) * (a[2] - a[0]);
    }
    return cut(both, pen, from, to);
  }

  /** Draws one digit above another. */
  Canvas stacked(List<float[]> upper, List<float[]> lower) {
    float pen = uniform(0.05f, 0.14f);
    List<float[]> one = ofHeight(upper, 1);
    List<float[]> other = ofHeight(lower, uniform(0.85f, 1.15f));
    float[] a = StrokePath.bounds(one, 2);
    float[] b = StrokePath.bounds(other, 2);
    List<float[]> both = new ArrayList<>(shifted(one, -a[0], -a[1]));
    both.addAll(
        shifted(other, uniform(-0.3f, 0.3f) - b[0], a[3] - a[1] + uniform(0.02f, 0.3f) - b[1]));
    float[] all = StrokePath.bounds(both, 2);
    return cut(both, pen, all[0], all[2]);
  }

  /**
   * Draws a part of a digit. Returns null if the part could pass for a digit: a line is a 1, half
   * of an 8 looks like a 3, and a digit that lost little is still that digit.
   */
  @Nullable Canvas part(int digit, List<float[]> strokes) {
    if (strokes.size() > 1 && (digit == 4 || digit == 5) && random.nextBoolean()) {
      return oneStroke(digit, strokes);
    }
    boolean left = random.nextBoolean();
    if (passes(digit, left)) {
      return null;
    }
    List<float[]> unit = ofHeight(strokes, 1);
    float[] b = StrokePath.bounds(unit, 2);
    float kept = uniform(0.25f, 0.52f);
    float width = b[2] - b[0];
    if (width < 0.25f) {
      return null;
    }
    float from = left ? b[0] : b[2] - kept * width;
    float to = left ? b[0] + kept * width : b[2];
    List<float[]> points = within(unit, from, to);
    if (points.isEmpty() || isLine(points)) {
      return null;
    }
    return cut(unit, uniform(0.05f, 0.14f), from, to);
  }

  private @Nullable Canvas oneStroke(int digit, List<float[]> strokes) {
    List<float[]> stroke = List.of(strokes.get(random.nextInt(strokes.size())));
    boolean level = spread(stroke, 0) > 2.5 * spread(stroke, 90);
    // A level line is a dash. The body of a 5 without its bar may be a 5, one stroke of a 4 a 1 or,
    // where the other stroke is a speck, the whole 4.
    boolean whole = spread(stroke, 90) > 0.8 * spread(strokes, 90);
    if (!level && (digit == 5 || whole || isLine(stroke))) {
      return null;
    }
    return cut(stroke, uniform(0.06f, 0.14f), -9, 9);
  }

  /** Draws a symbol, a scribble, a blot, an edge or texture. */
  Canvas mark() {
    int kind = random.nextInt(20);
    if (kind < 11) {
      return drawn(symbols.symbol());
    }
    if (kind < 14) {
      return drawn(symbols.scribble());
    }
    return kind < 16 ? edge() : kind < 18 ? blot() : texture();
  }

  /** Draws a filled area with a straight border across the picture, like the edge of a sheet. */
  private Canvas edge() {
    Canvas canvas = new Canvas(SIDE, SIDE);
    // A narrow area could pass for a bold 1, so it is drawn again.
    double angle = 2 * Math.PI * random.nextDouble();
    double second = angle + (random.nextBoolean() ? Math.PI / 2 : 0);
    double offset = SIDE * uniform(-0.3f, 0.3f);
    int left = SIDE;
    int right = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double u = x - SIDE / 2.0;
        double v = y - SIDE / 2.0;
        boolean inside =
            u * Math.cos(angle) + v * Math.sin(angle) > offset
                && u * Math.cos(second) + v * Math.sin(second) > -offset;
        canvas.ink()[y * SIDE + x] = (byte) (inside ? 255 : 0);
        if (inside) {
          left = Math.min(left, x);
          right = Math.max(right, x);
        }
      }
    }
    return right - left < SIDE / 2 ? edge() : canvas;
  }

  private Canvas blot() {
    Canvas canvas = new Canvas(SIDE, SIDE);
    double rx = uniform(5, 20);
    double ry = rx * uniform(0.7f, 1.4f);
    double[] wobble = {random.nextDouble() * 6, random.nextDouble() * 6, uniform(0, 0.25f)};
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double u = (x - SIDE / 2.0) / rx;
        double v = (y - SIDE / 2.0) / ry;
        double angle = Math.atan2(v, u);
        double edge =
            1 + wobble[2] * Math.sin(3 * angle + wobble[0]) + 0.1 * Math.sin(5 * angle + wobble[1]);
        canvas.ink()[y * SIDE + x] = (byte) (u * u + v * v < edge * edge ? 255 : 0);
      }
    }
    return canvas;
  }

  /** Draws noise of a single grain size, with a threshold. */
  private Canvas texture() {
    Canvas canvas = new Canvas(SIDE, SIDE);
    int cell = 2 + random.nextInt(12);
    float[] noise = new float[(SIDE / cell + 2) * (SIDE / cell + 2)];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat();
    }
    int across = SIDE / cell + 2;
    float level = uniform(0.35f, 0.7f);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        float fx = x % cell / (float) cell;
        float fy = y % cell / (float) cell;
        int at = y / cell * across + x / cell;
        float value =
            (noise[at] * (1 - fx) + noise[at + 1] * fx) * (1 - fy)
                + (noise[at + across] * (1 - fx) + noise[at + across + 1] * fx) * fy;
        canvas.ink()[y * SIDE + x] = (byte) (value > level ? 255 : 0);
      }
    }
    return canvas;
  }

  private Canvas drawn(List<float[]> ideal) {
    double lean = 0.15 * random.nextGaussian();
    double wide = Math.exp(0.2 * random.nextGaussian());
    double turn = 0.12 * random.nextGaussian();
    List<float[]> strokes = new ArrayList<>();
    for (float[] stroke : ideal) {
      float[] copy = stroke.clone();
      float dx = (float) (0.04 * random.nextGaussian());
      float dy = (float) (0.04 * random.nextGaussian());
      for (int i = 0; i < copy.length; i += 2) {
        double x = wide * (stroke[i] + lean * stroke[i + 1]);
        double y = stroke[i + 1];
        copy[i] = (float) (x * Math.cos(turn) - y * Math.sin(turn)) + dx;
        copy[i + 1] = (float) (x * Math.sin(turn) + y * Math.cos(turn)) + dy;
      }
      strokes.add(copy);
    }
    return cut(StrokeAugmenter.normalize(strokes), uniform(0.03f, 0.16f), -9, 9);
  }

  /** Draws the part of the strokes between two positions. */
  private static Canvas cut(List<float[]> strokes, float pen, float from, float to) {
    float[] b = StrokePath.bounds(strokes, 2);
    float longer = Math.max(b[2] - b[0], b[3] - b[1]);
    float scale = SIDE / Math.max(0.2f, longer);
    float margin = pen * scale / 2 + 2;
    int width = (int) Math.ceil((b[2] - b[0]) * scale + 2 * margin);
    int height = (int) Math.ceil((b[3] - b[1]) * scale + 2 * margin);
    Canvas canvas = new Canvas(width, height);
    canvas.draw(
        StrokePath.ofWidth(strokes, pen)
            .transformed(scale, margin - b[0] * scale, margin - b[1] * scale));
    float left = (from - b[0]) * scale + margin - (from <= b[0] ? margin : 0);
    float right = (to - b[0]) * scale + margin + (to >= b[2] ? margin : 0);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (x < left || x > right) {
          canvas.ink()[y * width + x] = 0;
        }
      }
    }
    return canvas;
  }

  private static List<float[]> within(List<float[]> strokes, float from, float to) {
    List<float[]> parts = new ArrayList<>();
    for (float[] stroke : strokes) {
      for (int i = 0; i < stroke.length; i += 2) {
        if (stroke[i] >= from && stroke[i] <= to) {
          parts.add(new float[] {stroke[i], stroke[i + 1]});
        }
      }
    }
    return parts;
  }

  private static boolean isLine(List<float[]> strokes) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int degrees = 0; degrees < 180; degrees += 10) {
      double spread = spread(strokes, degrees);
      least = Math.min(least, spread);
      most = Math.max(most, spread);
    }
    return least < LINE * most;
  }

  /** Returns the extent of the points in a direction. */
  private static double spread(List<float[]> strokes, int degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double from = Double.MAX_VALUE;
    double to = -Double.MAX_VALUE;
    for (float[] stroke : strokes) {
      for (int i = 0; i < stroke.length; i += 2) {
        double at = stroke[i] * cos + stroke[i + 1] * sin;
        from = Math.min(from, at);
        to = Math.max(to, at);
      }
    }
    return to - from;
  }

  /** Scales the strokes to a height; limits the scale of flat ones. */
  private static List<float[]> ofHeight(List<float[]> strokes, float height) {
    float[] b = StrokePath.bounds(strokes, 2);
    float scale = height / Math.max(0.001f, Math.max(b[3] - b[1], 0.5f * (b[2] - b[0])));
    List<float[]> scaled = new ArrayList<>();
    for (float[] stroke : strokes) {
      float[] copy = stroke.clone();
      for (int i = 0; i < copy.length; i += 2) {
        copy[i] = (copy[i] - b[0]) * scale;
        copy[i + 1] = (copy[i + 1] - b[1]) * scale;
      }
      scaled.add(copy);
    }
    return scaled;
  }

  private static List<float[]> shifted(List<float[]> strokes, float dx, float dy) {
    List<float[]> moved = new ArrayList<>();
    for (float[] stroke : strokes) {
      float[] copy = stroke.clone();
      for (int i = 0; i < copy.length; i += 2) {
        copy[i] += dx;
        copy[i + 1] += dy;
      }
      moved.add(copy);
    }
    return moved;
  }

  private float uniform(float from, float to) {
    return from + (to - from) * random.nextFloat();
  }
}
