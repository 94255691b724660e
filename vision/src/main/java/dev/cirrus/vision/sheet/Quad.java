package dev.cirrus.vision.sheet;

import java.util.List;

/** A convex quadrilateral; its corners run clockwise as one looks at the picture. */
public record Quad(Point topLeft, Point topRight, Point bottomRight, Point bottomLeft) {
  /** The four corners, clockwise from the left upper one. */
  public List<Point> corners() {
    return List.of(topLeft, topRight, bottomRight, bottomLeft);
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

  /** The lines of the four sides, from the upper one clockwise; their normals point inward. */
  Line[] sides() {
    return new Line[] {
      Line.through(topLeft, topRight),
      Line.through(topRight, bottomRight),
      Line.through(bottomRight, bottomLeft),
      Line.through(bottomLeft, topLeft)
    };
  }

  /** The quadrilateral of four sides, from the upper one clockwise. */
  static Quad of(Line[] sides) {
    return new Quad(
        sides[3].intersection(sides[0]),
        sides[0].intersection(sides[1]),
        sides[1].intersection(sides[2]),
        sides[2].intersection(sides[3]));
  }

  /** How far a point lies inside the nearest of these sides; negative outside. */
  static double depth(Line[] sides, double x, double y) {
    return Math.min(
        Math.min(sides[0].distance(x, y), sides[1].distance(x, y)),
        Math.min(sides[2].distance(x, y), sides[3].distance(x, y)));
  }

  /** The quadrilateral whose sides lie inside this one's by a distance. */
  Quad inset(double distance) {
    Line[] sides = sides();
    for (int i = 0; i < 4; i++) {
      sides[i] = sides[i].shifted(distance);
    }
    return of(sides);
  }

  /** The same corners, from the one that lies nearest to the picture's left upper corner. */
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
