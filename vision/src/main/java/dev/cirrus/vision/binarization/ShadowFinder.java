package dev.cirrus.vision.binarization;

import dev.cirrus.vision.Raster;

/**
 * Corrects the paper's colour near the edges of shadows, where the median of the neighbourhood may
 * be from the other side of the edge. An area is lit differently if it is wider than a stroke and
 * darker or lighter in all colours alike. Morphological filters of the cells' means find these
 * areas.
 */
final class ShadowFinder {
  /** The largest number of cells per side of the grid, which follows the edges of shadows. */
  private static final int CELLS_PER_SIDE = 256;

  /** The radius in cells of the filter that removes strokes: they are narrower than seven. */
  private static final int STROKE_RADIUS = 3;

  /**
   * The radius in cells of the coarse grid of the filter that keeps shadows: they are wider than
   * five, a twelfth of the picture.
   */
  private static final int SHADOW_RADIUS = 2;

  /** The least brightness in a shadow, as a share of the brightness outside. */
  private static final double MIN_SHADOW_LIGHT = 0.45;

  /** The largest ratio between a shadow's effects on two colours: it darkens all of them alike. */
  private static final double MAX_SHADOW_TINT = 1.25;

  /**
   * The largest difference between neighbouring cells in the same light, as a share; on the sharp
   * edge of a stroke it is larger.
   */
  private static final double SAME_LIGHT = 0.06;

  private final CellGrid grid;

  /** The paper's colour in the usual light in each cell, channel by channel. */
  private final double[][] usual;

  /** The paper's colour in the light of each cell, channel by channel. */
  private final double[][] paper;

  private ShadowFinder(CellGrid grid, double[][] usual) {
    this.grid = grid;
    this.usual = usual;
    paper = new double[usual.length][];
    for (int c = 0; c < usual.length; c++) {
      paper[c] = usual[c].clone();
    }
  }

  /** Returns the paper's colour on a finer grid, corrected in shadows. */
  static PaperColour correct(Raster raster, CellGrid coarse, double[][] colours) {
    CellGrid grid = CellGrid.of(raster, CELLS_PER_SIDE);
    int channels = colours.length;
    double[][] usual = new double[channels][];
    double[][] dark = new double[channels][];
    double[][] light = new double[channels][];
    double[][] broadDark = new double[channels][];
    double[][] broadLight = new double[channels][];
    for (int c = 0; c < channels; c++) {
      usual[c] = coarse.resampled(colours[c], grid);
      double[] means = grid.means(raster, c);
      dark[c] = CellFilter.withoutDark(means, grid, STROKE_RADIUS);
      light[c] = CellFilter.withoutLight(means, grid, STROKE_RADIUS);
      means = coarse.means(raster, c);
      broadDark[c] = coarse.resampled(CellFilter.withoutDark(means, coarse, SHADOW_RADIUS), grid);
      broadLight[c] = coarse.resampled(CellFilter.withoutLight(means, coarse, SHADOW_RADIUS), grid);
    }
    return new ShadowFinder(grid, usual)
        .corrected(
            new Light(dark, broadDark, MIN_SHADOW_LIGHT, 1),
            new Light(light, broadLight, 1, 1 / MIN_SHADOW_LIGHT));
  }

  /** Another light than the usual one. */
  private static final class Light {
    /** The colour of each cell without strokes, channel by channel. */
    final double[][] colours;

    /** The same of areas wider than any stroke, which must be lit in the same way. */
    final double[][] broad;

    /** The least and the largest ratio to the usual light. */
    final double weakest;

    final double strongest;

    Light(double[][] colours, double[][] broad, double weakest, double strongest) {
      this.colours = colours;
      this.broad = broad;
      this.weakest = weakest;
      this.strongest = strongest;
    }
  }

  private PaperColour corrected(Light shadow, Light brightness) {
    for (int cell = 0; cell < grid.cells(); cell++) {
      if (isIn(shadow, cell)) {
        setLight(shadow, cell);
      } else if (isIn(brightness, cell)) {
        setLight(brightness, cell);
      }
    }
    spread(shadow);
    spread(brightness);
    return new PaperColour(grid, paper, ShadowEdges.of(paper, grid));
  }

  private void setLight(Light light, int cell) {
    for (int c = 0; c < paper.length; c++) {
      paper[c][cell] = light.colours[c][cell];
    }
  }

  /** Returns whether a cell, in an area wider than a stroke, shows the paper in another light. */
  private boolean isIn(Light light, int cell) {
    for (int c = 0; c < usual.length; c++) {
      double here = usual[c][cell];
      if (Math.abs(light.broad[c][cell] - here) < 0.5 * Math.abs(light.colours[c][cell] - here)) {
        return false;
      }
    }
    return mayBeIn(light, cell);
  }

  /** Returns whether a cell's colour is that of the paper in another light. */
  private boolean mayBeIn(Light light, int cell) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int c = 0; c < usual.length; c++) {
      double ratio = light.colours[c][cell] / Math.max(1, usual[c][cell]);
      least = Math.min(least, ratio);
      most = Math.max(most, ratio);
    }
    return least > light.weakest && most < light.strongest && most <= MAX_SHADOW_TINT * least;
  }

  /**
   * Extends a light to neighbouring cells of the same brightness: the fingers in the shadow of a
   * hand may be as narrow as strokes, but belong to a larger shadow.
   */
  private void spread(Light light) {
    int[] queue = new int[grid.cells()];
    int count = 0;
    for (int cell = 0; cell < queue.length; cell++) {
      if (isAlike(light.colours, cell, paper, cell)) {
        queue[count++] = cell;
      }
    }
    for (int next = 0; next < count; next++) {
      for (int side = 0; side < 4; side++) {
        int beside = grid.neighbour(queue[next], side);
        if (beside >= 0
            && !isAlike(light.colours, beside, paper, beside)
            && isAlike(light.colours, beside, light.colours, queue[next])
            && mayBeIn(light, beside)) {
          setLight(light, beside);
          queue[count++] = beside;
        }
      }
    }
  }

  private static boolean isAlike(double[][] ones, int one, double[][] others, int other) {
    for (int c = 0; c < ones.length; c++) {
      if (Math.abs(ones[c][one] - others[c][other]) > SAME_LIGHT * others[c][other]) {
        return false;
      }
    }
    return true;
  }
}
