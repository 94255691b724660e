package dev.cirrus.vision.sheet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Combines lines into the quadrilaterals that may be sheets: two pairs of nearly parallel lines
 * with enough edges between their crossings.
 *
 * <p>The limits were set by hand on composed photographs of sheets on tables.
 */
final class SheetCandidates {
  /** The least and the largest share of the picture that a sheet covers. */
  private static final double MIN_SHEET_SHARE = 0.06;

  private static final double MAX_SHEET_SHARE = 0.985;

  /** Opposite sides are parallel to within 35°; adjacent sides enclose at least 50°. */
  private static final double MAX_OPPOSITE_SINE = 0.574;

  private static final double MIN_ADJACENT_SINE = 0.766;

  /** The least distance between opposite sides, as a share of the picture's shorter side. */
  private static final double MIN_SIDE_DISTANCE = 0.12;

  /** How far corners may lie outside the picture, as a share of its size. */
  private static final double MAX_CORNER_OVERSHOOT = 0.35;

  /** Shorter visible parts of sides are ignored. */
  private static final int MIN_SIDE_LENGTH = 4;

  /** The least share of each side, and of all sides together, that lies on edges. */
  private static final double MIN_SIDE_COVERAGE = 0.35;

  private static final double MIN_COVERAGE = 0.6;

  /** The least share of the perimeter that is visible and not on the picture's border. */
  private static final double MIN_VISIBLE_PERIMETER = 0.2;

  /** The weight of the parts of sides outside the picture, compared with parts on edges. */
  private static final double UNSEEN_WEIGHT = 0.1;

  /** The weight of the logarithm of a sheet's size: half the size costs a sixth. */
  private static final double SIZE_WEIGHT = 0.25;

  private final SideEdges edges;
  private final int width;
  private final int height;

  private SheetCandidates(SideEdges edges, int width, int height) {
    this.edges = edges;
    this.width = width;
    this.height = height;
  }

  static List<SheetCandidate> of(SideEdges edges, int width, int height) {
    return new SheetCandidates(edges, width, height).all();
  }

  private List<SheetCandidate> all() {
    int count = edges.lineCount();
    Point[][] crossings = new Point[count][count];
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        Point crossing = edges.line(i).intersection(edges.line(j));
        crossings[i][j] = crossing;
        crossings[j][i] = crossing;
        if (sine(i, j) <= MAX_OPPOSITE_SINE && areApart(edges.line(i), edges.line(j))) {
          pairs.add(new int[] {i, j});
        }
      }
    }
    List<SheetCandidate> candidates = new ArrayList<>();
    for (int p = 0; p < pairs.size(); p++) {
      int[] one = pairs.get(p);
      for (int q = p + 1; q < pairs.size(); q++) {
        int[] other = pairs.get(q);
        if (!areAdjacent(one, other)) {
          continue;
        }
        SheetCandidate candidate =
            candidate(
                List.of(other[0], one[1], other[1], one[0]),
                crossings[one[0]][other[0]],
                crossings[one[1]][other[0]],
                crossings[one[1]][other[1]],
                crossings[one[0]][other[1]]);
        if (candidate != null) {
          candidates.add(candidate);
        }
      }
    }
    return candidates;
  }

  private double sine(int line, int other) {
    return edges.line(line).sine(edges.line(other));
  }

  private boolean areApart(Line one, Line other) {
    double x = width / 2.0;
    double y = height / 2.0;
    double sign = one.nx() * other.nx() + one.ny() * other.ny() < 0 ? -1 : 1;
    return Math.abs(one.distance(x, y) - sign * other.distance(x, y))
        >= MIN_SIDE_DISTANCE * Math.min(width, height);
  }

  /** Returns whether two pairs of lines may be the sides of a sheet, at least one of them seen. */
  private boolean areAdjacent(int[] one, int[] other) {
    return sine(one[0], other[0]) >= MIN_ADJACENT_SINE
        && sine(one[0], other[1]) >= MIN_ADJACENT_SINE
        && sine(one[1], other[0]) >= MIN_ADJACENT_SINE
        && sine(one[1], other[1]) >= MIN_ADJACENT_SINE
        && !(edges.isBorder(one[0])
            && edges.isBorder(one[1])
            && edges.isBorder(other[0])
            && edges.isBorder(other[1]));
  }

  private @Nullable SheetCandidate candidate(
      List<Integer> sides, Point a, Point b, Point c, Point d) {
    if (!isNear(a) || !isNear(b) || !isNear(c) || !isNear(d)) {
      return null;
    }
    Quad quad = new Quad(a, b, c, d);
    List<Integer> inOrder = sides;
    if (quad.area() < 0) {
      quad = new Quad(a, d, c, b);
      inOrder = List.of(sides.get(3), sides.get(2), sides.get(1), sides.get(0));
    }
    if (!quad.isConvex()) {
      return null;
    }
    double share = quad.areaWithin(width, height) / ((double) width * height);
    if (share < MIN_SHEET_SHARE || share > MAX_SHEET_SHARE) {
      return null;
    }
    return withEvidence(quad, inOrder, share);
  }

  private boolean isNear(Point point) {
    return point.x() >= -MAX_CORNER_OVERSHOOT * width
        && point.x() <= (1 + MAX_CORNER_OVERSHOOT) * width
        && point.y() >= -MAX_CORNER_OVERSHOOT * height
        && point.y() <= (1 + MAX_CORNER_OVERSHOOT) * height;
  }

  /** Adds up the edges on the visible sides; returns null if there are too few. */
  private @Nullable SheetCandidate withEvidence(Quad quad, List<Integer> sides, double share) {
    double seen = 0;
    double covered = 0;
    double strength = 0;
    double leastCoverage = 1;
    double weakest = Double.MAX_VALUE;
    List<Point> corners = quad.corners();
    for (int i = 0; i < 4; i++) {
      SideEdges.Segment side =
          edges.visible(sides.get(i), corners.get(i), corners.get((i + 1) % 4));
      if (side == null || side.length() < MIN_SIDE_LENGTH) {
        continue;
      }
      int length = side.length();
      int onEdges = edges.covered(side);
      if (onEdges < MIN_SIDE_COVERAGE * length
          || (edges.isBorder(sides.get((i + 3) % 4)) && !edges.reachesStart(side))
          || (edges.isBorder(sides.get((i + 1) % 4)) && !edges.reachesEnd(side))) {
        return null;
      }
      seen += length;
      covered += onEdges;
      strength += edges.strength(side);
      leastCoverage = Math.min(leastCoverage, onEdges / (double) length);
      weakest = Math.min(weakest, edges.strength(side) / onEdges);
    }
    double perimeter = quad.perimeter();
    if (covered < MIN_COVERAGE * seen || seen < MIN_VISIBLE_PERIMETER * perimeter) {
      return null;
    }
    double score =
        (covered + UNSEEN_WEIGHT * Math.max(0, perimeter - seen)) / perimeter
            + SIZE_WEIGHT * Math.log(share);
    return new SheetCandidate(
        quad, sides, score, leastCoverage, strength / Math.max(1, covered), weakest);
  }
}
