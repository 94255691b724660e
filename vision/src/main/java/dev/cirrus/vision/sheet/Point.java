package dev.cirrus.vision.sheet;

/** A point in pixels from a picture's upper left corner; it may lie outside the picture. */
public record Point(double x, double y) {
  Point scaled(double factor) {
    return new Point(x * factor, y * factor);
  }

  double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }

  /** Returns the point at a share of the way to another point. */
  Point towards(Point other, double share) {
    return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
  }

  /** Returns twice the signed area of the triangle with two other points; positive if clockwise. */
  double cross(Point second, Point third) {
    return (second.x - x) * (third.y - y) - (second.y - y) * (third.x - x);
  }
}
