package dev.cirrus.vision.sheet;

/** A place in a picture, in pixels from its left upper corner; it may lie outside the picture. */
public record Point(double x, double y) {
  Point scaled(double factor) {
    return new Point(x * factor, y * factor);
  }

  double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }

  /** The point a share of the way to another. */
  Point towards(Point other, double share) {
    return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
  }

  /** Twice the signed area of the triangle from here; positive if it runs clockwise. */
  double cross(Point second, Point third) {
    return (second.x - x) * (third.y - y) - (second.y - y) * (third.x - x);
  }
}
