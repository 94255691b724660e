package dev.cirrus.training.augmentation;

import dev.cirrus.training.data.PenSample;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Varies pen strokes at random as another person could have written them. Strokes are moved,
 * extended, cut, bent, smoothed, slanted, stretched or joined. Some digits get habits of other
 * people, such as a bar on the 7 and a base or flag on the 1.
 */
public final class StrokeAugmenter {
  /** The distance between points, as a share of the longer side. */
  private static final float STEP = 0.04f;

  private final RandomGenerator random;

  public StrokeAugmenter(RandomGenerator random) {
    this.random = random;
  }

  /** Moves strokes to the origin and scales their longer side to 1. */
  public static List<float[]> normalize(List<float[]> strokes) {
    float[] b = StrokePath.bounds(strokes, 2);
    float side = Math.max(b[2] - b[0], b[3] - b[1]);
    float scale = side > 0 ? 1 / side : 1;
    List<float[]> unit = new ArrayList<>();
    for (float[] stroke : strokes) {
      float[] copy = stroke.clone();
      for (int i = 0; i < copy.length; i += 2) {
        copy[i] = (copy[i] - b[0]) * scale;
        copy[i + 1] = (copy[i + 1] - b[1]) * scale;
      }
      unit.add(copy);
    }
    return unit;
  }

  /** Returns varied strokes, their longer side 1. */
  public List<float[]> augment(PenSample sample) {
    float[] b = StrokePath.bounds(sample.strokes(), 2);
    float extent = Math.max(1, Math.max(b[2] - b[0], b[3] - b[1]));
    List<float[]> strokes = new ArrayList<>();
    boolean smooth = chance(0.7);
    for (float[] stroke : normalize(sample.strokes())) {
      float[] even = resample(smooth ? dither(stroke, extent) : stroke);
      if (smooth) {
        int times = extent < 60 ? 2 : 1;
        for (int i = random.nextInt(times + 2); i > 0; i--) {
          even = smoothed(even);
        }
      }
      strokes.add(ends(even));
    }
    if (strokes.size() > 1) {
      strokes.replaceAll(this::moved);
      if (chance(0.06)) {
        join(strokes);
      }
    }
    habits(sample.label(), strokes);
    bend(strokes);
    slant(strokes);
    return normalize(strokes);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private float normal(double deviation) {
    return (float) (deviation * Math.max(-2.5, Math.min(2.5, random.nextGaussian())));
  }

  /** Adds noise that hides the steps of a coarse tablet. */
  private float[] dither(float[] stroke, float extent) {
    float[] copy = stroke.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] += (random.nextFloat() - 0.5f) / extent;
    }
    return copy;
  }

  /** Returns points at even distances along the stroke. */
  public static float[] resample(float[] stroke) {
    double length = 0;
    for (int i = 2; i < stroke.length; i += 2) {
      length += Math.hypot(stroke[i] - stroke[i - 2], stroke[i + 1] - stroke[i - 1]);
    }
    int steps = Math.max(1, Math.min(400, (int) Math.round(length / STEP)));
    float[] even = new float[2 * (steps + 1)];
    float each = (float) (length / steps);
    int at = 0;
    float walked = 0;
    float segment = 0;
    for (int k = 0; k <= steps; k++) {
      float target = k * each;
      while (at + 3 < stroke.length) {
        segment = (float) Math.hypot(stroke[at + 2] - stroke[at], stroke[at + 3] - stroke[at + 1]);
        if (walked + segment >= target || at + 5 >= stroke.length) {
          break;
        }
        walked += segment;
        at += 2;
      }
      float t = segment > 0 ? Math.max(0, Math.min(1, (target - walked) / segment)) : 0;
      int next = Math.min(at + 2, stroke.length - 2);
      even[2 * k] = stroke[at] + t * (stroke[next] - stroke[at]);
      even[2 * k + 1] = stroke[at + 1] + t * (stroke[next + 1] - stroke[at + 1]);
    }
    return even;
  }

  private static float[] smoothed(float[] stroke) {
    float[] copy = stroke.clone();
    for (int i = 2; i + 2 < stroke.length; i++) {
      copy[i] = (stroke[i - 2] + 2 * stroke[i] + stroke[i + 2]) / 4;
    }
    return copy;
  }

  /** Extends or cuts the ends of a stroke. */
  private float[] ends(float[] stroke) {
    float[] one = chance(0.3) ? end(stroke) : stroke;
    return chance(0.3) ? reversed(end(reversed(one))) : one;
  }

  private float[] end(float[] stroke) {
    int points = stroke.length / 2;
    if (points < 8) {
      return stroke;
    }
    int change = random.nextInt(-3, 5);
    float[] changed = new float[2 * (points + change)];
    System.arraycopy(stroke, 0, changed, 0, Math.min(stroke.length, changed.length));
    int last = stroke.length - 2;
    float dx = (stroke[last] - stroke[last - 6]) / 3;
    float dy = (stroke[last + 1] - stroke[last - 5]) / 3;
    for (int i = 1; i <= change; i++) {
      changed[last + 2 * i] = stroke[last] + i * dx;
      changed[last + 2 * i + 1] = stroke[last + 1] + i * dy;
    }
    return changed;
  }

  private static float[] reversed(float[] stroke) {
    float[] copy = new float[stroke.length];
    for (int i = 0; i < stroke.length; i += 2) {
      copy[i] = stroke[stroke.length - 2 - i];
      copy[i + 1] = stroke[stroke.length - 1 - i];
    }
    return copy;
  }

  /** Moves one of several strokes a little. */
  private float[] moved(float[] stroke) {
    float[] b = StrokePath.bounds(List.of(stroke), 2);
    float centreX = (b[0] + b[2]) / 2;
    float centreY = (b[1] + b[3]) / 2;
    float angle = normal(0.06);
    double scaleX = Math.exp(normal(0.06));
    double scaleY = Math.exp(normal(0.06));
    AffineTransform change = new AffineTransform();
    // The last one is applied first.
    change.translate(centreX + normal(0.025), centreY + normal(0.025));
    change.rotate(angle);
    change.scale(scaleX, scaleY);
    change.translate(-centreX, -centreY);
    return transformed(stroke, change);
  }

  private static float[] transformed(float[] stroke, AffineTransform change) {
    float[] result = new float[stroke.length];
    change.transform(stroke, 0, result, 0, stroke.length / 2);
    return result;
  }

  /** Joins the first two strokes, as if the pen had not been lifted. */
  private static void join(List<float[]> strokes) {
    float[] first = strokes.get(0);
    float[] second = strokes.get(1);
    float[] joined = new float[first.length + second.length];
    System.arraycopy(first, 0, joined, 0, first.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    strokes.set(0, joined);
    strokes.remove(1);
  }

  /** Adds habits of other people to a digit of one stroke. */
  private void habits(char label, List<float[]> strokes) {
    if (strokes.size() > 1) {
      return;
    }
    float[] stroke = strokes.get(0);
    float[] b = StrokePath.bounds(strokes, 2);
    switch (label) {
      case '7' -> {
        if (chance(0.12)) {
          int points = stroke.length / 2;
          int at = 2 * (int) (points * (0.6f + 0.15f * random.nextFloat()));
          bar(strokes, stroke[at], stroke[at + 1], 0.15f + 0.15f * random.nextFloat());
        }
      }
      case '1' -> {
        boolean narrow = b[2] - b[0] < 0.3f;
        int low = extreme(stroke, 1);
        int high = extreme(stroke, -1);
        float x = stroke[high];
        float y = stroke[high + 1];
        if (narrow && chance(0.15)) {
          bar(strokes, stroke[low], stroke[low + 1], 0.12f + 0.2f * random.nextFloat());
        }
        if (narrow && chance(0.15)) {
          float length = 0.1f + 0.25f * random.nextFloat();
          double angle = Math.PI * (0.6 + 0.25 * random.nextDouble());
          strokes.add(
              resample(
                  new float[] {
                    x, y, x + length * (float) Math.cos(angle), y + length * (float) Math.sin(angle)
                  }));
        }
      }
      case '0' -> {
        if (chance(0.03)) {
          strokes.add(resample(new float[] {b[0], b[3], b[2], b[1]}));
        }
      }
      default -> {}
    }
  }

  private void bar(List<float[]> strokes, float x, float y, float half) {
    float tilt = normal(0.04);
    float aside = normal(0.03);
    strokes.add(resample(new float[] {x - half + aside, y + tilt, x + half + aside, y - tilt}));
  }

  private static int extreme(float[] stroke, int sign) {
    int best = 0;
    for (int i = 2; i < stroke.length; i += 2) {
      if (sign * stroke[i + 1] > sign * stroke[best + 1]) {
        best = i;
      }
    }
    return best;
  }

  /** Bends the strokes by smooth waves across the plane and along each stroke. */
  private void bend(List<float[]> strokes) {
    int waves = 3;
    float[] fx = new float[waves];
    float[] fy = new float[waves];
    float[] phase = new float[waves];
    float[] ax = new float[waves];
    float[] ay = new float[waves];
    for (int k = 0; k < waves; k++) {
      fx[k] = normal(4);
      fy[k] = normal(4);
      phase[k] = 6.2832f * random.nextFloat();
      ax[k] = normal(0.03);
      ay[k] = normal(0.03);
    }
    float tremble = chance(0.2) ? 0.012f * random.nextFloat() : 0;
    for (float[] stroke : strokes) {
      float along = normal(0.012);
      float across = normal(0.012);
      float pace = 0.1f + 0.4f * random.nextFloat();
      float start = 6.2832f * random.nextFloat();
      for (int i = 0; i < stroke.length; i += 2) {
        float x = stroke[i];
        float y = stroke[i + 1];
        for (int k = 0; k < waves; k++) {
          float wave = (float) Math.sin(fx[k] * x + fy[k] * y + phase[k]);
          stroke[i] += ax[k] * wave;
          stroke[i + 1] += ay[k] * wave;
        }
        stroke[i] += along * (float) Math.sin(start + pace * i / 2) + normal(1) * tremble;
        stroke[i + 1] += across * (float) Math.cos(start + pace * i / 2) + normal(1) * tremble;
      }
    }
  }

  private void slant(List<float[]> strokes) {
    float angle = normal(0.12);
    float shear = normal(0.15);
    float aspect = normal(0.15);
    AffineTransform change = new AffineTransform();
    // The last one is applied first.
    change.translate(0.5, 0.5);
    change.rotate(angle);
    change.shear(shear, 0);
    change.scale(Math.exp(aspect), Math.exp(-aspect));
    change.translate(-0.5, -0.5);
    strokes.replaceAll(stroke -> transformed(stroke, change));
  }
}
