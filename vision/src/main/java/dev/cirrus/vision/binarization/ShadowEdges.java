package dev.cirrus.vision.binarization;

import dev.cirrus.vision.Raster;

/** The cells on the edges of shadows, where the paper's colour is blurred between two lights. */
final class ShadowEdges {
  /** The largest distance in cells over which the edge of a shadow is blurred. */
  private static final int RADIUS = 4;

  /** The largest ratio between a pixel of paper and its cell, because of noise. */
  private static final double TOLERANCE = 1.1;

  /** The least ratio between the brightness of paper on both sides of an edge. */
  private static final double MIN_RATIO = 1.12;

  private final boolean[] isEdge;

  /** The darkest and the lightest paper around each cell, channel by channel. */
  private final double[][] darkest;

  private final double[][] lightest;

  private ShadowEdges(boolean[] isEdge, double[][] darkest, double[][] lightest) {
    this.isEdge = isEdge;
    this.darkest = darkest;
    this.lightest = lightest;
  }

  static ShadowEdges none(CellGrid grid) {
    return new ShadowEdges(new boolean[grid.cells()], new double[0][], new double[0][]);
  }

  /**
   * Finds the edges.
   *
   * @param paper the paper's colour in each cell, channel by channel
   */
  static ShadowEdges of(double[][] paper, CellGrid grid) {
    boolean[] isEdge = new boolean[grid.cells()];
    double[][] darkest = new double[paper.length][];
    double[][] lightest = new double[paper.length][];
    for (int c = 0; c < paper.length; c++) {
      darkest[c] = CellFilter.minima(paper[c], grid, RADIUS);
      lightest[c] = CellFilter.maxima(paper[c], grid, RADIUS);
      for (int i = 0; i < isEdge.length; i++) {
        isEdge[i] |= lightest[c][i] >= MIN_RATIO * darkest[c][i];
      }
    }
    return new ShadowEdges(isEdge, darkest, lightest);
  }

  /** Returns whether a pixel is on an edge and may be paper. */
  boolean mayBePaper(Raster raster, int pixel, int cell) {
    return isEdge[cell] && isBetweenLights(raster, pixel, cell);
  }

  private boolean isBetweenLights(Raster raster, int pixel, int cell) {
    for (int c = 0; c < darkest.length; c++) {
      double value = raster.value(pixel, c);
      if (value * TOLERANCE < darkest[c][cell] || value > TOLERANCE * lightest[c][cell]) {
        return false;
      }
    }
    return true;
  }
}
