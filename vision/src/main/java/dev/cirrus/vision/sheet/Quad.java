package dev.cirrus.vision.sheet;

import dev.cirrus.vision.Raster;
import java.util.ArrayList;
import java.util.List;

/** A convex quadrilateral with its corners in clockwise order. */
public record Quad(Point topLeft, Point topRight, Point bottomRight, Point bottomLeft) {
  /** Returns the four corners, clockwise from the upper left one. */
  public List<Point> corners() {
    return List.of(topLeft, topRight, bottomRight, bottomLeft);
  }

  /** Returns whether all corners are visible in a picture. */
  public boolean liesIn(Raster picture) {
    return corners().stream()
        .allMatch(corner ->
            corner.x() > 0
                && corner.y() > 0
                && corner.x() < picture.width()
                && corner.y() < picture.height());
  }

  Quad scaled(double factor) {
    return new Quad(
        topLeft.scaled(factor),
        topRight.scaled(factor),
        bottomRight.scaled(factor),
        bottomLeft.scaled(factor));
  }

  double area() {
    return (topLeft.cross(topRight, bottomRight) + topLeft.cross(bottomRight, bottomLeft)) / 2;
  }

  /** Returns the area of the part inside a picture. */
  double areaWithin(int width, int height) {
    List<Point> polygon = corners();
    polygon = cut(polygon, new Line(1, 0, 0));
    polygon = cut(polygon, new Line(-1, 0, -width));
    polygon = cut(polygon, new Line(0, 1, 0));
    polygon = cut(polygon, new Line(0, -1, -height));
    double sum = 0;
    for (int i = 1; i + 1 < polygon.size(); i++) {
      sum += polygon.get(0).cross(polygon.get(i), polygon.get(i + 1));
    }
    return sum / 2;
  }

  /** Returns the part of a polygon on the positive side of a line. */
  private static List<Point> cut(List<Point> polygon, Line line) {
    List<Point> kept = new ArrayList<>(polygon.size() + 1);
    for (int i = 0; i < polygon.size(); i++) {
      Point here = polygon.get(i);
      Point next = polygon.get((i + 1) % polygon.size());
      double one = line.distance(here.x(), here.y());
      double other = line.distance(next.x(), next.y());
      if (one >= 0) {
        kept.add(here);
      }
      if (one * other < 0) {
        kept.add(here.towards(next, one / (one - other)));
      }
    }
    return kept;
  }

  double perimeter() {
    return topLeft.distance(topRight)
        + topRight.distance(bottomRight)
        + bottomRight.distance(bottomLeft)
        + bottomLeft.distance(topLeft);
  }

  boolean isConvex() {
    return topLeft.cross(topRight, bottomRight) > 0
        && topRight.cross(bottomRight, bottomLeft) > 0
        && bottomRight.cross(bottomLeft, topLeft) > 0
        && bottomLeft.cross(topLeft, topRight) > 0;
  }

  /** Returns the lines of the sides, clockwise from the upper one; their normals point inwards. */
  Line[] sides() {
    return new Line[] {
      Line.through(topLeft, topRight),
      Line.through(topRight, bottomRight),
      Line.through(bottomRight, bottomLeft),
      Line.through(bottomLeft, topLeft)
    };
  }

  /** Returns the quadrilateral with these sides, clockwise from the upper one. */
  static Quad of(Line[] sides) {
    return new Quad(
        sides[3].intersection(sides[0]),
        sides[0].intersection(sides[1]),
        sides[1].intersection(sides[2]),
        sides[2].intersection(sides[3]));
  }

  /** Returns the distance of a point from the nearest side; negative if it lies outside. */
  static double depth(Line[] sides, double x, double y) {
    return Math.min(
        Math.min(sides[0].distance(x, y), sides[1].distance(x, y)),
        Math.min(sides[2].distance(x, y), sides[3].distance(x, y)));
  }

  /**
   * Returns whether all corners of another quadrilateral are inside, or at most a distance outside.
   */
  boolean contains(Quad other, double tolerance) {
    Line[] sides = sides();
    for (Point corner : other.corners()) {
      if (depth(sides, corner.x(), corner.y()) < -tolerance) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the middle of this quadrilateral is inside another. */
  public boolean liesOn(Quad other) {
    Point middle =
        topLeft.towards(bottomRight, 0.5).towards(topRight.towards(bottomLeft, 0.5), 0.5);
    return depth(other.sides(), middle.x(), middle.y()) > 0;
  }

  /** Returns the quadrilateral with all sides moved inwards by a distance. */
  Quad inset(double distance) {
    Line[] sides = sides();
    for (int i = 0; i < 4; i++) {
      sides[i] = sides[i].shifted(distance);
    }
    return of(sides);
  }

  /** Returns the same corners, starting with the one nearest to the picture's upper left corner. */
  Quad upright() {
    List<Point> corners = corners();
    int first = 0;
    for (int i = 1; i < 4; i++) {
      if (corners.get(i).x() + corners.get(i).y()
          < corners.get(first).x() + corners.get(first).y()) {
        first = i;
      }
    }
    return new Quad(
        corners.get(first),
        corners.get((first + 1) % 4),
        corners.get((first + 2) % 4),
        corners.get((first + 3) % 4));
  }
}
