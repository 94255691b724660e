package dev.cirrus.vision.sheet;

/** A line in normal form: {@code x · nx + y · ny = offset}, with a unit normal. */
record Line(double nx, double ny, double offset) {
  /**
   * Returns the line from one point to another; its normal points to the right of the direction.
   */
  static Line through(Point from, Point to) {
    double length = Math.max(1e-9, from.distance(to));
    double nx = -(to.y() - from.y()) / length;
    double ny = (to.x() - from.x()) / length;
    return new Line(nx, ny, nx * from.x() + ny * from.y());
  }

  Line shifted(double along) {
    return new Line(nx, ny, offset + along);
  }

  double distance(double x, double y) {
    return nx * x + ny * y - offset;
  }

  /** Returns the position of a point along the line, from the foot of the origin. */
  double along(double x, double y) {
    return ny * x - nx * y;
  }

  /** Returns the sine of the angle between two lines, from 0 to 1. */
  double sine(Line other) {
    return Math.abs(nx * other.ny - ny * other.nx);
  }

  /** Returns the intersection of two lines; far away if they are parallel. */
  Point intersection(Line other) {
    double determinant = nx * other.ny - ny * other.nx;
    double divisor = Math.abs(determinant) < 1e-9 ? 1e-9 : determinant;
    return new Point(
        (offset * other.ny - other.offset * ny) / divisor,
        (nx * other.offset - other.nx * offset) / divisor);
  }
}
