package dev.cirrus.vision;

import java.util.ArrayList;
import java.util.List;

/** A picture drawn by a test with a round, antialiased pen, as on a canvas. */
final class Drawing {
  static final int WHITE = 0xffffff;
  static final int BLACK = 0;

  final int width;
  final int height;

  /** Red, green and blue of each pixel, each from 0 to 255. */
  private final double[][] light;

  private int ink = BLACK;
  private double dash;
  private double gap;

  Drawing(int width, int height, int paper) {
    this.width = width;
    this.height = height;
    light = new double[width * height][3];
    for (double[] pixel : light) {
      for (int c = 0; c < 3; c++) {
        pixel[c] = channel(paper, c);
      }
    }
  }

  static Drawing canvas() {
    return new Drawing(280, 280, WHITE);
  }

  private static int channel(int colour, int c) {
    return colour >> (16 - 8 * c) & 255;
  }

  Drawing ink(int colour) {
    ink = colour;
    return this;
  }

  /**
   * Draws the next strokes as dots, {@code widths} pen widths from centre to centre; 0 for solid
   * strokes.
   */
  Drawing dotted(double widths) {
    return dashed(0, widths);
  }

  /** Draws the next strokes as dashes; their length and the gaps between them in pen widths. */
  Drawing dashed(double widths, double apart) {
    dash = widths;
    gap = apart;
    return this;
  }

  /** Draws a digit with the upper left corner of its strokes at (x, y). */
  Drawing digit(int digit, double x, double y, double height, double pen) {
    return digit(digit, x, y, height, 1, pen);
  }

  /** Draws a digit, stretched horizontally. */
  Drawing digit(int digit, double x, double y, double height, double stretch, double pen) {
    for (double[][] stroke : strokes(digit)) {
      double[][] placed = new double[stroke.length][];
      for (int i = 0; i < stroke.length; i++) {
        placed[i] = new double[] {x + stroke[i][0] * height * stretch, y + stroke[i][1] * height};
      }
      stroke(pen, placed);
    }
    return this;
  }

  /** The strokes of a digit with a height of 1. */
  static double[][][] strokes(int digit) {
    return switch (digit) {
      case 0 -> strokesOf(arc(0.3, 0.5, 0.3, 0.5, -90, 270));
      case 1 -> strokesOf(line(0, 0, 0, 1));
      case 2 -> strokesOf(join(arc(0.3, 0.28, 0.28, 0.28, -170, 40), line(0, 1, 0.6, 1)));
      case 3 ->
          strokesOf(
              join(arc(0.25, 0.25, 0.25, 0.25, -150, 90), arc(0.25, 0.75, 0.28, 0.25, -90, 150)));
      case 4 -> strokesOf(line(0.35, 0, 0, 0.65, 0.6, 0.65), line(0.42, 0.35, 0.42, 1));
      case 5 ->
          strokesOf(
              join(line(0.1, 0, 0.05, 0.45), arc(0.25, 0.69, 0.3, 0.31, -120, 140)),
              line(0.1, 0, 0.55, 0));
      case 6 -> strokesOf(join(line(0.4, 0, 0.05, 0.6), arc(0.27, 0.75, 0.25, 0.25, -190, 170)));
      case 7 -> strokesOf(line(0, 0, 0.55, 0, 0.2, 1));
      case 8 ->
          strokesOf(arc(0.28, 0.24, 0.22, 0.24, 90, 450), arc(0.28, 0.74, 0.28, 0.26, -90, 270));
      case 9 -> strokesOf(join(arc(0.25, 0.27, 0.25, 0.27, 0, 360), line(0.5, 0.27, 0.4, 1)));
      default -> throw new IllegalArgumentException("expected a digit but got " + digit);
    };
  }

  private static double[][][] strokesOf(double[][]... strokes) {
    return strokes;
  }

  private static double[][] line(double... coordinates) {
    double[][] line = new double[coordinates.length / 2][];
    for (int i = 0; i < line.length; i++) {
      line[i] = new double[] {coordinates[2 * i], coordinates[2 * i + 1]};
    }
    return line;
  }

  private static double[][] arc(
      double x, double y, double across, double down, int fromDegrees, int toDegrees) {
    int steps = 40;
    double[][] arc = new double[steps + 1][];
    for (int i = 0; i <= steps; i++) {
      double angle = Math.toRadians(fromDegrees + (toDegrees - fromDegrees) * (double) i / steps);
      arc[i] = new double[] {x + across * Math.cos(angle), y + down * Math.sin(angle)};
    }
    return arc;
  }

  private static double[][] join(double[][] one, double[][] other) {
    List<double[]> all = new ArrayList<>(List.of(one));
    all.addAll(List.of(other));
    return all.toArray(new double[0][]);
  }

  Drawing stroke(double pen, double[]... points) {
    double[] cover = new double[width * height];
    if (gap > 0) {
      // A dash is a row of dots.
      double step = dash > 0 ? 0.125 : gap;
      double left = 0;
      double drawn = 0;
      for (int i = 1; i < points.length; i++) {
        double across = points[i][0] - points[i - 1][0];
        double down = points[i][1] - points[i - 1][1];
        double length = Math.hypot(across, down);
        for (; left <= length; left += step * pen) {
          boolean lifted = drawn > dash;
          drawn = drawn + step >= dash + gap ? 0 : drawn + step;
          if (lifted) {
            continue;
          }
          double[] at = {
            points[i - 1][0] + across * left / length, points[i - 1][1] + down * left / length
          };
          cover(cover, pen, at, at);
        }
        left -= length;
      }
    } else {
      for (int i = 1; i < points.length; i++) {
        cover(cover, pen, points[i - 1], points[i]);
      }
    }
    for (int i = 0; i < cover.length; i++) {
      for (int c = 0; c < 3; c++) {
        light[i][c] += (channel(ink, c) - light[i][c]) * cover[i];
      }
    }
    return this;
  }

  private void cover(double[] cover, double pen, double[] from, double[] to) {
    int left = (int) Math.max(0, Math.min(from[0], to[0]) - pen);
    int right = (int) Math.min(width - 1, Math.max(from[0], to[0]) + pen);
    int top = (int) Math.max(0, Math.min(from[1], to[1]) - pen);
    int bottom = (int) Math.min(height - 1, Math.max(from[1], to[1]) + pen);
    double across = to[0] - from[0];
    double down = to[1] - from[1];
    double squares = across * across + down * down;
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double awayX = x + 0.5 - from[0];
        double awayY = y + 0.5 - from[1];
        double along =
            squares == 0 ? 0 : Math.max(0, Math.min(1, (awayX * across + awayY * down) / squares));
        double distance = Math.hypot(awayX - along * across, awayY - along * down);
        double value = Math.max(0, Math.min(Math.min(1, pen), pen / 2 - distance + 0.5));
        cover[y * width + x] = Math.max(cover[y * width + x], value);
      }
    }
  }

  /** The share of light at a position; both coordinates from 0 to 1. */
  interface Light {
    double at(double x, double y);
  }

  /** Applies light to the sheet and adds reproducible noise of up to {@code noise} steps. */
  Drawing photographed(Light lamp, int noise) {
    int state = 12345;
    for (int i = 0; i < light.length; i++) {
      int column = i % width;
      int row = i / width;
      double share = lamp.at((column + 0.5) / width, (row + 0.5) / height);
      for (int c = 0; c < 3; c++) {
        state = state * 1103515245 + 12345;
        light[i][c] = light[i][c] * share + ((state >>> 16) % (2 * noise + 1) - noise);
      }
    }
    return this;
  }

  byte[] bytes() {
    byte[] bytes = new byte[light.length * 4];
    for (int i = 0; i < light.length; i++) {
      for (int c = 0; c < 3; c++) {
        bytes[4 * i + c] = (byte) Math.round(Math.max(0, Math.min(255, light[i][c])));
      }
      bytes[4 * i + 3] = (byte) 255;
    }
    return bytes;
  }

  /** Returns the picture with squares in place of its pixels. */
  Raster enlarged(int times) {
    byte[] small = bytes();
    byte[] large = new byte[small.length * times * times];
    int row = 4 * width * times;
    for (int i = 0; i < large.length; i++) {
      int y = i / row / times;
      int x = i % row / 4 / times;
      large[i] = small[4 * (y * width + x) + i % 4];
    }
    return Raster.rgba(width * times, height * times, large);
  }

  Raster rgba() {
    return Raster.rgba(width, height, bytes());
  }

  /** Returns the green channel as a grey picture. */
  Raster grey() {
    byte[] grey = new byte[light.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) Math.round(Math.max(0, Math.min(255, light[i][1])));
    }
    return Raster.grey(width, height, grey);
  }

  List<Digit> digits() {
    return Vision.find(rgba());
  }
}
