package dev.cirrus.classifier.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Marks that are not digits, as strokes in a unit square. */
public enum Symbol {
  PLUS(0.2f, 0.6f, 0.55f) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      return List.of(segment(0, 0.5, 1, 0.5), segment(0.5, 0, 0.5, 1));
    }
  },
  TIMES(0.2f, 0.6f, 0.5f) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      return List.of(segment(0, 0, 1, 1), segment(1, 0, 0, 1));
    }
  },
  EQUALS(0.25f, 0.6f, 0.3f) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      return List.of(segment(0, 0, 1, 0), segment(0, 0.45, 1, 0.45));
    }
  },
  PARENTHESES(0.3f, 0.8f, 1) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      return List.of(arc(0.5, 0.5, 0.35, 0.55, 120, 240), arc(0.5, 0.5, 0.35, 0.55, -60, 60));
    }
  },
  SMILEY(0.4f, 0.9f, 0) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      return List.of(
          arc(0.5, 0.5, 0.5, 0.5, 0, 360),
          arc(0.5, 0.5, 0.28, 0.28, 20, 160),
          arc(0.33, 0.36, 0.02, 0.04, 0, 360),
          arc(0.67, 0.36, 0.02, 0.04, 0, 360));
    }
  },
  DOT(0.01f, 0.04f, 0) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      return List.of(segment(0, 0, 0.3, 0.3));
    }
  },
  SCRIBBLE(0.7f, 0.98f, 0) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      float[] stroke = new float[120];
      for (int i = 0; i < stroke.length; i++) {
        stroke[i] = random.nextFloat();
      }
      return List.of(stroke);
    }
  },
  STAR(0.3f, 0.8f, 0.7f) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      float[] stroke = new float[12];
      for (int i = 0; i < 6; i++) {
        double angle = Math.toRadians(-90 + 144 * i);
        stroke[2 * i] = (float) (0.5 + 0.5 * Math.cos(angle));
        stroke[2 * i + 1] = (float) (0.5 + 0.5 * Math.sin(angle));
      }
      return List.of(stroke);
    }
  },
  TRIANGLE(0.3f, 0.8f, 0.8f) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      return List.of(new float[] {0.5f, 0, 1, 1, 0, 1, 0.5f, 0});
    }
  },
  TICK(0.3f, 0.7f, 0.6f) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      return List.of(new float[] {0, 0.6f, 0.3f, 1, 1, 0});
    }
  },
  DASH(0, 0, 0.2f) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      return List.of(segment(0, 0, 1, 0));
    }
  },
  COLON(0, 0, 0.5f) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      return List.of(segment(0, 0, 0.05, 0), segment(0, 1, 0.05, 1));
    }
  },
  SLASH(0, 0, 1.25f) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      return List.of(segment(0.45, 0, 0, 1));
    }
  },
  PERCENT(0, 0, 1) {
    @Override
    List<float[]> ideal(SplittableRandom random) {
      return List.of(
          arc(0.12, 0.2, 0.12, 0.15, 0, 360),
          segment(0.65, 0, 0.1, 1),
          arc(0.65, 0.8, 0.12, 0.15, 0, 360));
    }
  };

  // The standard deviations of the irregularities, in sides of the unit square, of a symbol,
  private static final double SLANT = 0.12;
  private static final double STRETCH = 0.12;

  // of a stroke,
  private static final double SHIFT = 0.03;

  // and of a point.
  private static final double TREMOR = 0.008;

  private final float minSize;
  private final float maxSize;
  private final float height;

  /**
   * Creates a symbol.
   *
   * @param minSize the smallest size of the symbol alone on a canvas, as a share of the canvas
   * @param maxSize the largest size; 0 if it is a digit or too small alone
   * @param height the height beside digits, as a share of theirs; 0 if it is never beside digits
   */
  Symbol(float minSize, float maxSize, float height) {
    this.minSize = minSize;
    this.maxSize = maxSize;
    this.height = height;
  }

  abstract List<float[]> ideal(SplittableRandom random);

  /** Returns the strokes with the irregularities of handwriting. */
  public List<float[]> strokes(SplittableRandom random) {
    double slant = SLANT * random.nextGaussian();
    double width = 1 + STRETCH * random.nextGaussian();
    List<float[]> drawn = new ArrayList<>();
    for (float[] stroke : ideal(random)) {
      float[] copy = stroke.clone();
      double dx = SHIFT * random.nextGaussian();
      double dy = SHIFT * random.nextGaussian();
      for (int i = 0; i < copy.length; i += 2) {
        copy[i] =
            (float) (width * (copy[i] + slant * copy[i + 1]) + dx + TREMOR * random.nextGaussian());
        copy[i + 1] = (float) (copy[i + 1] + dy + TREMOR * random.nextGaussian());
      }
      drawn.add(copy);
    }
    return drawn;
  }

  public float minSize() {
    return minSize;
  }

  public float maxSize() {
    return maxSize;
  }

  public float height() {
    return height;
  }

  /** Returns whether it may be alone: there, a slash is a one. */
  public boolean alone() {
    return maxSize > 0;
  }

  public boolean besideDigits() {
    return height > 0;
  }

  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static float[] segment(double x0, double y0, double x1, double y1) {
    int points = 8;
    float[] stroke = new float[2 * points];
    for (int i = 0; i < points; i++) {
      double t = i / (points - 1.0);
      stroke[2 * i] = (float) (x0 + t * (x1 - x0));
      stroke[2 * i + 1] = (float) (y0 + t * (y1 - y0));
    }
    return stroke;
  }

  private static float[] arc(double x, double y, double rx, double ry, int from, int to) {
    int points = 25;
    float[] stroke = new float[2 * points];
    for (int i = 0; i < points; i++) {
      double angle = Math.toRadians(from + (to - from) * i / (points - 1.0));
      stroke[2 * i] = (float) (x + rx * Math.cos(angle));
      stroke[2 * i + 1] = (float) (y + ry * Math.sin(angle));
    }
    return stroke;
  }
}
