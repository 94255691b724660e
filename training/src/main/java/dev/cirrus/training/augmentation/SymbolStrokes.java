package dev.cirrus.training.augmentation;

import java.util.List;
import java.util.random.RandomGenerator;

/** Creates the strokes of symbols and scribbles, about as wide and high as 1. */
final class SymbolStrokes {
  private final RandomGenerator random;

  SymbolStrokes(RandomGenerator random) {
    this.random = random;
  }

  /** Returns the strokes of a random symbol, such as a plus sign, a parenthesis or a smiley. */
  List<float[]> symbol() {
    return switch (random.nextInt(22)) {
      case 0, 1 -> List.of(line(0, 0.5, 1, 0.5), line(0.5, 0, 0.5, 1));
      case 2, 3 -> List.of(line(0, 0, 1, 1), line(1, 0, 0, 1));
      case 4, 5 -> equalsSign();
      case 6 -> List.of(line(0, 0, 1, uniform(-0.15f, 0.15f)));
      case 7, 8 -> parenthesis();
      case 9 -> face();
      case 10 -> star();
      case 11 -> List.of(path(0.5f, 0, 1, 0.9f, 0, 0.9f, 0.5f, 0));
      case 12 -> List.of(path(0, 0.6f, 0.3f, 1, 1, 0));
      case 13 -> List.of(path(0, 0, 1, 0, 1, uniform(0.5f, 1.2f), 0, 1, 0, 0));
      case 14 -> hash();
      case 15 -> percentSign();
      case 16 -> List.of(line(0, 0.5, 1, 0.5), path(0.7f, 0.2f, 1, 0.5f, 0.7f, 0.8f));
      case 17 -> heart();
      case 18 -> List.of(line(0.5, 0, 0.5, 0.6), line(0.5, 0.9, 0.51, 0.93));
      case 19 -> divisionSign();
      case 20 -> corner();
      default -> wave();
    };
  }

  /** Returns a random scribble or hatching. */
  List<float[]> scribble() {
    int points = 6 + random.nextInt(30);
    float[] corners = new float[2 * points];
    boolean hatching = random.nextInt(3) == 0;
    for (int i = 0; i < points; i++) {
      corners[2 * i] = hatching ? i / (float) points : random.nextFloat();
      corners[2 * i + 1] = hatching ? i % 2 : random.nextFloat();
    }
    return List.of(path(corners));
  }

  private List<float[]> equalsSign() {
    double gap = uniform(0.25f, 0.6f);
    return List.of(line(0, 0, 1, 0), line(0, gap, 1, gap));
  }

  private List<float[]> parenthesis() {
    double bow = uniform(0.2f, 0.5f);
    return List.of(arc(0.5, 0.5, bow, 0.5, random.nextBoolean() ? 100 : -80, 160));
  }

  private static List<float[]> face() {
    return List.of(
        arc(0.5, 0.5, 0.5, 0.5, 0, 360),
        arc(0.5, 0.52, 0.28, 0.25, 20, 140),
        line(0.33, 0.3, 0.34, 0.38),
        line(0.66, 0.3, 0.67, 0.38));
  }

  private static List<float[]> star() {
    float[] star = new float[12];
    for (int i = 0; i < 6; i++) {
      star[2 * i] = (float) (0.5 + 0.5 * Math.sin(Math.toRadians(144 * i)));
      star[2 * i + 1] = (float) (0.5 - 0.5 * Math.cos(Math.toRadians(144 * i)));
    }
    return List.of(path(star));
  }

  private static List<float[]> hash() {
    return List.of(
        line(0.3, 0, 0.25, 1),
        line(0.7, 0, 0.65, 1),
        line(0, 0.33, 1, 0.3),
        line(0, 0.68, 1, 0.65));
  }

  private static List<float[]> percentSign() {
    return List.of(
        arc(0.2, 0.2, 0.18, 0.2, 0, 360), arc(0.8, 0.8, 0.18, 0.2, 0, 360), line(0.9, 0, 0.1, 1));
  }

  private static List<float[]> heart() {
    return List.of(
        arc(0.28, 0.28, 0.28, 0.28, 170, 190),
        arc(0.75, 0.28, 0.27, 0.28, 180, 190),
        path(1, 0.35f, 0.5f, 1, 0, 0.35f));
  }

  private static List<float[]> divisionSign() {
    return List.of(line(0, 0.5, 1, 0.5), line(0.5, 0.15, 0.51, 0.17), line(0.5, 0.83, 0.51, 0.85));
  }

  private List<float[]> corner() {
    float[] corner = path(0, 1, 0, 0, 1, 0);
    return random.nextBoolean() ? List.of(corner, line(0.4, 0, 0.4, 1)) : List.of(corner);
  }

  private List<float[]> wave() {
    float[] wave = new float[48];
    double phase = uniform(0, 6);
    for (int i = 0; i < 24; i++) {
      wave[2 * i] = i / 23f;
      wave[2 * i + 1] = (float) (0.2 * Math.sin(phase + i * uniform(0.5f, 0.6f)));
    }
    return List.of(wave);
  }

  private static float[] line(double x0, double y0, double x1, double y1) {
    return path((float) x0, (float) y0, (float) x1, (float) y1);
  }

  /** Returns a stroke of straight lines between points, given by their coordinates in turn. */
  private static float[] path(float... corners) {
    return StrokeAugmenter.resample(corners);
  }

  private static float[] arc(double x, double y, double rx, double ry, double from, double sweep) {
    int points = 24;
    float[] stroke = new float[2 * points];
    for (int i = 0; i < points; i++) {
      double angle = Math.toRadians(from + sweep * i / (points - 1.0));
      stroke[2 * i] = (float) (x + rx * Math.cos(angle));
      stroke[2 * i + 1] = (float) (y + ry * Math.sin(angle));
    }
    return stroke;
  }

  private float uniform(float from, float to) {
    return from + (to - from) * random.nextFloat();
  }
}
