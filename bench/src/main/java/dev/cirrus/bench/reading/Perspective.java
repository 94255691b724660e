package dev.cirrus.bench.reading;

import java.awt.image.BufferedImage;

/** Draws a sheet as a camera sees it from the side. */
final class Perspective {
  private Perspective() {}

  /**
   * Draws a sheet into a photo, with four samples for each pixel.
   *
   * @param corners x and y of the sheet's corners in the photo
   */
  static void lay(BufferedImage photo, BufferedImage paper, double[] corners) {
    double[] inverse =
        homography(
            corners,
            new double[] {
              0, 0, paper.getWidth(), 0, paper.getWidth(), paper.getHeight(), 0, paper.getHeight()
            });
    int width = photo.getWidth();
    int[] to = Pixels.of(photo);
    double[] sampled = new double[3];
    double[] sum = new double[3];
    for (int y = 0; y < photo.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        int covered = 0;
        sum[0] = sum[1] = sum[2] = 0;
        for (int s = 0; s < 4; s++) {
          double px = x + 0.25 + 0.5 * (s % 2);
          double py = y + (s < 2 ? 0.25 : 0.75);
          double w = inverse[6] * px + inverse[7] * py + 1;
          double u = (inverse[0] * px + inverse[1] * py + inverse[2]) / w;
          double v = (inverse[3] * px + inverse[4] * py + inverse[5]) / w;
          if (u >= 0 && v >= 0 && u < paper.getWidth() && v < paper.getHeight()) {
            Pixels.sample(paper, u - 0.5, v - 0.5, sampled);
            covered++;
          } else {
            Pixels.spread(to[at], sampled);
          }
          for (int c = 0; c < 3; c++) {
            sum[c] += sampled[c] / 4;
          }
        }
        if (covered > 0) {
          to[at] = Pixels.rgb(sum);
        }
      }
    }
  }

  /** Returns the eight coefficients of the map from four points to four others. */
  private static double[] homography(double[] from, double[] to) {
    double[][] a = new double[8][9];
    for (int i = 0; i < 4; i++) {
      double x = from[2 * i];
      double y = from[2 * i + 1];
      double u = to[2 * i];
      double v = to[2 * i + 1];
      a[2 * i] = new double[] {x, y, 1, 0, 0, 0, -u * x, -u * y, u};
      a[2 * i + 1] = new double[] {0, 0, 0, x, y, 1, -v * x, -v * y, v};
    }
    for (int column = 0; column < 8; column++) {
      int pivot = column;
      for (int row = column + 1; row < 8; row++) {
        if (Math.abs(a[row][column]) > Math.abs(a[pivot][column])) {
          pivot = row;
        }
      }
      double[] swap = a[column];
      a[column] = a[pivot];
      a[pivot] = swap;
      for (int row = 0; row < 8; row++) {
        if (row != column) {
          double factor = a[row][column] / a[column][column];
          for (int k = column; k < 9; k++) {
            a[row][k] -= factor * a[column][k];
          }
        }
      }
    }
    double[] h = new double[8];
    for (int i = 0; i < 8; i++) {
      h[i] = a[i][8] / a[i][i];
    }
    return h;
  }
}
