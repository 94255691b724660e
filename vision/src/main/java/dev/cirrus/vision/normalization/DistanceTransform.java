package dev.cirrus.vision.normalization;

/**
 * Computes the distance of each cell of a grid from the edge of the ink with sub-cell precision: a
 * cell that is half ink lies on the edge. The nearest edge is propagated from cell to cell in two
 * passes over the grid (Danielsson 1980), with errors of a few hundredths of a cell.
 */
final class DistanceTransform {
  /** The diagonal of the normalizer's grid: 68 × √2 ≈ 96. */
  private static final int MAX_DISTANCE = 96;

  private static final double[] DISTANCES = distances();

  private final double[] cover;
  private final int width;
  private final int height;

  /** The cover of the cells to fill: 1 for the depth in the ink, 0 for the distance from it. */
  private final double unfilled;

  private final int[] nearX;
  private final int[] nearY;
  private final double[] distance;

  private DistanceTransform(double[] cover, int width, int height, boolean inside, double limit) {
    this.cover = cover;
    this.width = width;
    this.height = height;
    this.unfilled = inside ? 1 : 0;
    this.nearX = new int[cover.length];
    this.nearY = new int[cover.length];
    this.distance = new double[cover.length];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        if (cover[i] == unfilled) {
          nearX[i] = -1;
          distance[i] = limit;
        } else {
          nearX[i] = x;
          nearY[i] = y;
          distance[i] = inside ? cover[i] - 0.5 : 0.5 - cover[i];
        }
      }
    }
    propagateEdges();
  }

  /**
   * Returns the depth of each cell's centre in the ink. Outside it is negative, and at least {@code
   * -limit}.
   *
   * @param cover the share of each cell that is ink, 0 to 1, with an empty border
   */
  static double[] of(double[] cover, int width, int height, double limit) {
    double[] inside = new DistanceTransform(cover, width, height, true, MAX_DISTANCE).distance;
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

  private void propagateEdges() {
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int cell = y * width + x;
        if (cover[cell] == unfilled) {
          propagate(cell, x, y, cell - width - 1);
          propagate(cell, x, y, cell - width);
          propagate(cell, x, y, cell - width + 1);
          propagate(cell, x, y, cell - 1);
        }
      }
      for (int x = width - 2; x > 0; x--) {
        int cell = y * width + x;
        if (cover[cell] == unfilled) {
          propagate(cell, x, y, cell + 1);
        }
      }
    }
    for (int y = height - 2; y > 0; y--) {
      for (int x = width - 2; x > 0; x--) {
        int cell = y * width + x;
        if (cover[cell] == unfilled) {
          propagate(cell, x, y, cell + width + 1);
          propagate(cell, x, y, cell + width);
          propagate(cell, x, y, cell + width - 1);
          propagate(cell, x, y, cell + 1);
        }
      }
      for (int x = 1; x < width - 1; x++) {
        int cell = y * width + x;
        if (cover[cell] == unfilled) {
          propagate(cell, x, y, cell - 1);
        }
      }
    }
  }

  /** Takes over the edge nearest to a neighbour if it is nearer than the cell's own. */
  private void propagate(int cell, int x, int y, int neighbour) {
    int edgeX = nearX[neighbour];
    if (edgeX < 0) {
      return;
    }
    int edgeY = nearY[neighbour];
    double viaNeighbour =
        DISTANCES[Math.abs(y - edgeY) * MAX_DISTANCE + Math.abs(x - edgeX)]
            + distance[edgeY * width + edgeX];
    if (viaNeighbour < distance[cell]) {
      distance[cell] = viaNeighbour;
      nearX[cell] = edgeX;
      nearY[cell] = edgeY;
    }
  }

  private static double[] distances() {
    double[] distances = new double[MAX_DISTANCE * MAX_DISTANCE];
    for (int y = 0; y < MAX_DISTANCE; y++) {
      for (int x = 0; x < MAX_DISTANCE; x++) {
        distances[y * MAX_DISTANCE + x] = Math.sqrt(x * x + y * y);
      }
    }
    return distances;
  }
}
