package dev.cirrus.vision.normalization;

/**
 * How far each cell of a grid lies from the edge of the ink, exact to a part of a cell: a cell that
 * is half ink lies on the edge. The nearest edge is carried from cell to cell, forth and back over
 * the grid (Danielsson 1980), which is exact but for a few hundredths.
 */
final class DistanceTransform {
  private static final int LARGEST = 96;

  private static final double[] DISTANCES = distances();

  private final double[] cover;
  private final int width;
  private final int height;

  /** 1 for depth within the ink, 0 for distance outside. */
  private final double open;

  private final int[] nearX;
  private final int[] nearY;
  private final double[] distance;

  private DistanceTransform(double[] cover, int width, int height, boolean inside, double limit) {
    this.cover = cover;
    this.width = width;
    this.height = height;
    this.open = inside ? 1 : 0;
    this.nearX = new int[cover.length];
    this.nearY = new int[cover.length];
    this.distance = new double[cover.length];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        if (cover[i] == open) {
          nearX[i] = -1;
          distance[i] = limit;
        } else {
          nearX[i] = x;
          nearY[i] = y;
          distance[i] = inside ? cover[i] - 0.5 : 0.5 - cover[i];
        }
      }
    }
    spread();
  }

  /**
   * For each cell how deep in the ink its centre lies; below 0 outside, where the distance goes no
   * further than {@code limit}.
   *
   * @param cover how much of each cell is ink, 0 to 1, with an empty border
   */
  static double[] of(double[] cover, int width, int height, double limit) {
    double[] inside = new DistanceTransform(cover, width, height, true, LARGEST).distance;
    if (limit <= 0) {
      return inside;
    }
    double[] outside = new DistanceTransform(cover, width, height, false, limit).distance;
    for (int i = 0; i < inside.length; i++) {
      if (cover[i] == 0) {
        inside[i] = -outside[i];
      }
    }
    return inside;
  }

  private void spread() {
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int cell = y * width + x;
        if (cover[cell] == open) {
          take(cell, x, y, cell - width - 1);
          take(cell, x, y, cell - width);
          take(cell, x, y, cell - width + 1);
          take(cell, x, y, cell - 1);
        }
      }
      for (int x = width - 2; x > 0; x--) {
        int cell = y * width + x;
        if (cover[cell] == open) {
          take(cell, x, y, cell + 1);
        }
      }
    }
    for (int y = height - 2; y > 0; y--) {
      for (int x = width - 2; x > 0; x--) {
        int cell = y * width + x;
        if (cover[cell] == open) {
          take(cell, x, y, cell + width + 1);
          take(cell, x, y, cell + width);
          take(cell, x, y, cell + width - 1);
          take(cell, x, y, cell + 1);
        }
      }
      for (int x = 1; x < width - 1; x++) {
        int cell = y * width + x;
        if (cover[cell] == open) {
          take(cell, x, y, cell - 1);
        }
      }
    }
  }

  /** Tries whether the edge nearest to a neighbour is nearer than what the cell knows. */
  private void take(int cell, int x, int y, int neighbour) {
    int edgeX = nearX[neighbour];
    if (edgeX < 0) {
      return;
    }
    int edgeY = nearY[neighbour];
    double beyond =
        DISTANCES[Math.abs(y - edgeY) * LARGEST + Math.abs(x - edgeX)]
            + distance[edgeY * width + edgeX];
    if (beyond < distance[cell]) {
      distance[cell] = beyond;
      nearX[cell] = edgeX;
      nearY[cell] = edgeY;
    }
  }

  private static double[] distances() {
    double[] distances = new double[LARGEST * LARGEST];
    for (int y = 0; y < LARGEST; y++) {
      for (int x = 0; x < LARGEST; x++) {
        distances[y * LARGEST + x] = Math.sqrt(x * x + y * y);
      }
    }
    return distances;
  }
}
