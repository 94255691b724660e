package dev.cirrus.vision.sheet;

import dev.cirrus.vision.Raster;
import java.util.SplittableRandom;

/** Draws a table with sheets on it and adds a little noise. */
final class Scene {
  final int width;
  final int height;
  private final double[] pixels;

  Scene(int width, int height, int table) {
    this.width = width;
    this.height = height;
    pixels = new double[3 * width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = channel(table, i % 3);
    }
  }

  private static int channel(int colour, int channel) {
    return (colour >> (16 - 8 * channel)) & 255;
  }

  /** Draws a sheet of one colour with two lines of strokes. */
  Scene sheet(Quad quad, int colour) {
    fill(quad, colour);
    return writing(quad);
  }

  Scene fill(Quad quad, int colour) {
    Line[] sides = quad.sides();
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double share = Math.max(0, Math.min(1, Quad.depth(sides, x + 0.5, y + 0.5) + 0.5));
        for (int c = 0; c < 3; c++, i++) {
          pixels[i] += (channel(colour, c) - pixels[i]) * share;
        }
      }
    }
    return this;
  }

  Scene writing(Quad quad) {
    return writing(quad, 0x202020);
  }

  Scene writing(Quad quad, int ink) {
    Homography onto = Homography.fromRectangle(10, 10, quad);
    for (int line = 0; line < 2; line++) {
      for (int i = 0; i < 6; i++) {
        double x = 1.5 + 1.2 * i;
        double y = 3 + 2.5 * line;
        stroke(onto.map(x, y), onto.map(x + 0.5, y + 1.2), 5, ink);
        stroke(onto.map(x + 0.5, y), onto.map(x + 0.1, y + 1.2), 5, ink);
      }
    }
    return this;
  }

  Scene stroke(Point from, Point to, double thickness, int colour) {
    double length = from.distance(to);
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i += 3) {
        double t =
            ((x + 0.5 - from.x()) * (to.x() - from.x())
                    + (y + 0.5 - from.y()) * (to.y() - from.y()))
                / (length * length);
        Point nearest = from.towards(to, Math.max(0, Math.min(1, t)));
        double away = nearest.distance(new Point(x + 0.5, y + 0.5));
        double share = Math.max(0, Math.min(1, thickness / 2 - away + 0.5));
        for (int c = 0; c < 3; c++) {
          pixels[i + c] += (channel(colour, c) - pixels[i + c]) * share;
        }
      }
    }
    return this;
  }

  /** Draws a frame of four strokes. */
  Scene frame(Quad quad, double thickness, int colour) {
    for (int i = 0; i < 4; i++) {
      stroke(quad.corners().get(i), quad.corners().get((i + 1) % 4), thickness, colour);
    }
    return this;
  }

  /** Draws dark vertical stripes. */
  Scene stripes(int period, double share) {
    for (int i = 0; i < pixels.length; i++) {
      if (i / 3 % width / period % 2 == 0) {
        pixels[i] *= share;
      }
    }
    return this;
  }

  /** Darkens the picture to the right of a slanted line. */
  Scene shadow(double share) {
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double over = Math.max(0, Math.min(1, (x - 0.55 * width - 0.2 * y) / 6));
        for (int c = 0; c < 3; c++, i++) {
          pixels[i] *= 1 - (1 - share) * over;
        }
      }
    }
    return this;
  }

  /** Draws horizontal and vertical lines. */
  Scene squares(Quad quad, int columns, int rows, int colour) {
    Homography onto = Homography.fromRectangle(columns, rows, quad);
    for (int i = 1; i < columns; i++) {
      stroke(onto.map(i, 0), onto.map(i, rows), 1.5, colour);
    }
    for (int i = 1; i < rows; i++) {
      stroke(onto.map(0, i), onto.map(columns, i), 1.5, colour);
    }
    return this;
  }

  /** Darkens the picture with the distance from a lamp. */
  Scene lamp(double lampX, double lampY, double reach) {
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double away = Math.pow((x - lampX) / reach, 2) + Math.pow((y - lampY) / reach, 2);
        for (int c = 0; c < 3; c++, i++) {
          pixels[i] /= (1 + away) * (1 + 0.3 * away);
        }
      }
    }
    return this;
  }

  Raster photograph() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] rgba = new byte[4 * width * height];
    for (int i = 0, from = 0; i < rgba.length; i += 4) {
      for (int c = 0; c < 3; c++, from++) {
        rgba[i + c] = (byte) Math.max(0, Math.min(255, pixels[from] + random.nextInt(-4, 5)));
      }
      rgba[i + 3] = (byte) 255;
    }
    return Raster.rgba(width, height, rgba);
  }

  static Quad quad(double... corners) {
    return new Quad(
        new Point(corners[0], corners[1]),
        new Point(corners[2], corners[3]),
        new Point(corners[4], corners[5]),
        new Point(corners[6], corners[7]));
  }
}
