package dev.cirrus.vision.binarization;

import dev.cirrus.vision.Raster;

/** The paper's colour in each cell of a grid, and where it is blurred by the edge of a shadow. */
final class PaperColour {
  /** The longer side of the picture is divided into this many cells. */
  private static final int CELLS_PER_SIDE = 64;

  /** The median is taken over the cells up to this far away, 15 × 15 of them. */
  private static final int NEIGHBOURHOOD = 7;

  /** Smaller pictures are crops or scans, whose strokes may be as wide as shadows. */
  private static final int MIN_PHOTO_SIDE = 400;

  private final CellGrid grid;
  private final double[][] cells;
  private final ShadowEdges edges;

  /**
   * Creates an estimate.
   *
   * @param cells the paper's colour in each cell, channel by channel
   */
  PaperColour(CellGrid grid, double[][] cells, ShadowEdges edges) {
    this.grid = grid;
    this.cells = cells;
    this.edges = edges;
  }

  /** Estimates the paper's colour as the median of the neighbourhood, corrected in shadows. */
  static PaperColour of(Raster raster) {
    CellGrid grid = CellGrid.of(raster, CELLS_PER_SIDE);
    double[][] cells = new double[raster.colourChannels()][];
    for (int c = 0; c < cells.length; c++) {
      double[] medians = CellFilter.medians(grid.medians(raster, c), grid, NEIGHBOURHOOD);
      cells[c] = CellFilter.smoothed(medians, grid);
    }
    return Math.min(raster.width(), raster.height()) >= MIN_PHOTO_SIDE
        ? ShadowFinder.correct(raster, grid, cells)
        : new PaperColour(grid, cells, ShadowEdges.none(grid));
  }

  Row row(Raster raster) {
    return new Row(raster);
  }

  /** The paper's colour along a row of pixels. */
  final class Row {
    private final Raster raster;

    /**
     * For each pixel its cell, the first of the two cells around it, and its place between them.
     */
    private final int[] cell;

    private final int[] left;
    private final double[] across;

    private final int beside = grid.columns() > 1 ? 1 : 0;
    private final double[] columns = new double[grid.columns()];
    private final double[][] colours;
    private int firstCell;

    private Row(Raster raster) {
      this.raster = raster;
      colours = new double[cells.length][raster.width()];
      cell = new int[raster.width()];
      left = new int[raster.width()];
      across = new double[raster.width()];
      for (int x = 0; x < left.length; x++) {
        cell[x] = x / grid.cell();
        double position = grid.position(x + 0.5, grid.columns());
        left[x] = CellGrid.first(position, grid.columns());
        across[x] = position - left[x];
      }
    }

    void moveTo(int y) {
      firstCell = y / grid.cell() * grid.columns();
      for (int c = 0; c < colours.length; c++) {
        grid.interpolateRow(cells[c], y + 0.5, columns);
        interpolate(colours[c]);
      }
    }

    private void interpolate(double[] colour) {
      for (int x = 0; x < colour.length; x++) {
        double one = columns[left[x]];
        double next = columns[left[x] + beside];
        colour[x] = one + (next - one) * across[x];
      }
    }

    /** Returns the colour of each pixel, channel by channel; not a copy. */
    double[][] colours() {
      return colours;
    }

    /** Returns whether a pixel is on the edge of a shadow and may be paper. */
    boolean isPaperOnShadowEdge(int x, int pixel) {
      return edges.mayBePaper(raster, pixel, firstCell + cell[x]);
    }
  }
}
