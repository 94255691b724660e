package dev.cirrus.vision.sheet;

/** A projective mapping between two planes. */
final class Homography {
  /** The number of bits of mapped coordinates for parts of a pixel. */
  static final int BITS = 8;

  /** The resolution of mapped coordinates: 1/256 of a pixel. */
  static final int ONE = 1 << BITS;

  /** The additional bits with which coordinates are summed up. */
  private static final int SHIFT = 12;

  private static final double FINE = ONE << SHIFT;

  /** The number of positions between two exact ones, which are interpolated linearly. */
  private static final int SPAN = 16;

  private final double[] h;

  private Homography(double[] h) {
    this.h = h;
  }

  /** Maps a rectangle with its upper left corner at the origin to a quadrilateral. */
  static Homography fromRectangle(double width, double height, Quad quad) {
    Point a = quad.topLeft();
    Point b = quad.topRight();
    Point c = quad.bottomRight();
    Point d = quad.bottomLeft();
    // The unit square to a quadrilateral (Heckbert 1989, Fundamentals of Texture Mapping).
    double sumX = a.x() - b.x() + c.x() - d.x();
    double sumY = a.y() - b.y() + c.y() - d.y();
    double bx = b.x() - c.x();
    double by = b.y() - c.y();
    double dx = d.x() - c.x();
    double dy = d.y() - c.y();
    double determinant = bx * dy - dx * by;
    double g = (sumX * dy - dx * sumY) / determinant;
    double i = (bx * sumY - sumX * by) / determinant;
    return new Homography(
        new double[] {
          (b.x() - a.x() + g * b.x()) / width,
          (d.x() - a.x() + i * d.x()) / height,
          a.x(),
          (b.y() - a.y() + g * b.y()) / width,
          (d.y() - a.y() + i * d.y()) / height,
          a.y(),
          g / width,
          i / height
        });
  }

  Point map(double x, double y) {
    return new Point(mapX(x, y), mapY(x, y));
  }

  /**
   * Maps the positions of a row, starting at half a step, to units of 1/{@link #ONE} of a pixel.
   * Linear interpolation over {@link #SPAN} positions has an error of less than one unit.
   */
  void mapRow(double y, double step, int[] xs, int[] ys) {
    double nextX = mapX(step / 2, y);
    double nextY = mapY(step / 2, y);
    for (int from = 0; from < xs.length; from += SPAN) {
      double x = nextX;
      double atY = nextY;
      double until = (from + SPAN + 0.5) * step;
      nextX = mapX(until, y);
      nextY = mapY(until, y);
      int shiftX = (int) ((nextX - x) * FINE / SPAN);
      int shiftY = (int) ((nextY - atY) * FINE / SPAN);
      long fineX = (long) (x * FINE);
      long fineY = (long) (atY * FINE);
      int end = Math.min(xs.length, from + SPAN);
      for (int i = from; i < end; i++) {
        xs[i] = (int) (fineX >> SHIFT);
        ys[i] = (int) (fineY >> SHIFT);
        fineX += shiftX;
        fineY += shiftY;
      }
    }
  }

  private double mapX(double x, double y) {
    return (h[0] * x + h[1] * y + h[2]) / (h[6] * x + h[7] * y + 1);
  }

  private double mapY(double x, double y) {
    return (h[3] * x + h[4] * y + h[5]) / (h[6] * x + h[7] * y + 1);
  }
}
