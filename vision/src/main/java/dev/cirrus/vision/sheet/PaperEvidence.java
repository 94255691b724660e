package dev.cirrus.vision.sheet;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares the areas inside and outside a candidate: paper is even, differs from the table around
 * it and has something written on it.
 *
 * <p>The limits were set by hand on composed photographs of sheets on tables.
 */
final class PaperEvidence {
  /** Edges inside a sheet count if they have at least this share of its sides' strength. */
  private static final double STRONG_EDGE = 0.4;

  /** Edges closer to the sides belong to them. */
  private static final double MIN_EDGE_DEPTH = 5;

  /** The largest number of edges per pixel of paper. */
  private static final double MAX_EDGE_DENSITY = 0.04;

  /** The largest ratio of the channels' changes between two pixels of the same hue. */
  private static final double MAX_HUE_CHANGE = 1.15;

  /** The least difference between paper and table in one channel. */
  private static final int MIN_CONTRAST = 6;

  /** The largest variation of paper under even light. */
  private static final int MAX_PAPER_VARIATION = 20;

  /** The number of parts into which a side is divided to compare both sides of it. */
  private static final int PARTS_PER_SIDE = 24;

  /** The distances from a side, inwards and outwards, at which paper and table are compared. */
  private static final int INWARD_DISTANCE = 5;

  private static final int OUTWARD_DISTANCE = 6;

  /** A second distance inwards, where paper is as light as near the side. */
  private static final int DEEP_DISTANCE = 25;

  /** The distances outwards at which the table differs from the paper. */
  private static final int NEAR_TABLE = 5;

  private static final int FAR_TABLE = 45;

  private static final int TABLE_STEP = 5;

  /** The least shares of the compared places where paper is even, and where the table differs. */
  private static final double MIN_EVEN_SHARE = 0.55;

  private static final double MIN_DIFFERING_SHARE = 0.6;

  /** The least shares of a sheet's other part that have the hue and the edges of the first part. */
  private static final double MIN_SAME_HUE = 0.7;

  private static final double MIN_CONTINUED = 0.6;

  /** Ink is at least this much darker than paper, on at least this many pixels of a sheet. */
  private static final int MIN_INK_CONTRAST = 20;

  private static final int MIN_INK_PIXELS = 12;

  /** Ink is at least this far from the sides, where the table begins. */
  private static final double MIN_INK_DEPTH = 6;

  private final Thumbnail picture;

  /** The picture without strokes. */
  private final Thumbnail paper;

  private final EdgeMap edges;
  private final SideEdges sideEdges;

  PaperEvidence(Thumbnail picture, Thumbnail paper, EdgeMap edges, SideEdges sideEdges) {
    this.picture = picture;
    this.paper = paper;
    this.edges = edges;
    this.sideEdges = sideEdges;
  }

  /** Returns the number of strong edges inside a candidate, relative to its perimeter. */
  double innerEdges(SheetCandidate candidate) {
    int count = edgesInside(candidate.quad(), STRONG_EDGE * candidate.strength());
    return Math.min(1, count / candidate.quad().perimeter());
  }

  /**
   * Returns whether there are few edges inside, unlike in wood, stone and cloth.
   *
   * @param least the strength of the weakest edges that count
   */
  boolean isEven(Quad quad, double least) {
    return edgesInside(quad, least)
        <= MAX_EDGE_DENSITY * quad.areaWithin(picture.width, picture.height);
  }

  private int edgesInside(Quad quad, double least) {
    Line[] sides = quad.sides();
    int count = 0;
    for (int i = 0; i < edges.count; i++) {
      if (edges.strengths[i] >= least
          && Quad.depth(sides, edges.xs[i], edges.ys[i]) > MIN_EDGE_DEPTH) {
        count++;
      }
    }
    return count;
  }

  /** Returns whether a part of a sheet continues in the whole: few edges, same hue, same sides. */
  boolean continues(SheetCandidate part, SheetCandidate whole) {
    return sidesContinue(part, whole)
        && hueContinues(part.quad(), whole.quad())
        && isEvenBetween(whole.quad(), part.quad());
  }

  private boolean sidesContinue(SheetCandidate part, SheetCandidate whole) {
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        int side = part.sides().get(i);
        if (side == whole.sides().get(j)
            && !sideEdges.isBorder(side)
            && !continues(visible(part, i), visible(whole, j))) {
          return false;
        }
      }
    }
    return true;
  }

  private SideEdges.Segment visible(SheetCandidate candidate, int side) {
    List<Point> corners = candidate.quad().corners();
    int line = candidate.sides().get(side);
    SideEdges.Segment visible =
        sideEdges.visible(line, corners.get(side), corners.get((side + 1) % 4));
    return visible == null ? new SideEdges.Segment(line, 0, 0) : visible;
  }

  private boolean continues(SideEdges.Segment part, SideEdges.Segment whole) {
    return sideEdges.covered(whole) - sideEdges.covered(part)
        >= MIN_CONTINUED * (whole.length() - part.length());
  }

  private boolean hueContinues(Quad part, Quad whole) {
    Line[] wholeSides = whole.sides();
    Line[] sides = part.sides();
    int[] counts = new int[2];
    for (int i = 0; i < 4; i++) {
      for (Point at : partsOfSide(part, i)) {
        double outX = at.x() - OUTWARD_DISTANCE * sides[i].nx();
        double outY = at.y() - OUTWARD_DISTANCE * sides[i].ny();
        if (Quad.depth(wholeSides, outX, outY) > 0) {
          countHue(at, sides[i], counts);
        }
      }
    }
    return counts[0] - counts[1] >= MIN_SAME_HUE * counts[0];
  }

  /** Returns the share of the surroundings that differ from the paper in hue, not only in light. */
  double otherHue(Quad quad) {
    Line[] sides = quad.sides();
    int[] counts = new int[2];
    for (int i = 0; i < 4; i++) {
      for (Point at : partsOfSide(quad, i)) {
        countHue(at, sides[i], counts);
      }
    }
    return counts[0] == 0 ? 0 : (double) counts[1] / counts[0];
  }

  /** Returns the points that divide a side into equal parts. */
  private static List<Point> partsOfSide(Quad quad, int side) {
    List<Point> corners = quad.corners();
    List<Point> points = new ArrayList<>();
    for (int k = 1; k < PARTS_PER_SIDE; k++) {
      points.add(
          corners.get(side).towards(corners.get((side + 1) % 4), (double) k / PARTS_PER_SIDE));
    }
    return points;
  }

  /** Counts a place on a side, and whether the hue differs there between inside and outside. */
  private void countHue(Point at, Line side, int[] counts) {
    int inX = (int) Math.round(at.x() + INWARD_DISTANCE * side.nx());
    int inY = (int) Math.round(at.y() + INWARD_DISTANCE * side.ny());
    int outX = (int) Math.round(at.x() - OUTWARD_DISTANCE * side.nx());
    int outY = (int) Math.round(at.y() - OUTWARD_DISTANCE * side.ny());
    if (paper.contains(inX, inY) && paper.contains(outX, outY)) {
      counts[0]++;
      counts[1] += isSameHue(inX, inY, outX, outY) ? 0 : 1;
    }
  }

  private boolean isSameHue(int x, int y, int otherX, int otherY) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int c = 0; c < paper.channels.length; c++) {
      double ratio = (paper.value(c, x, y) + 4.0) / (paper.value(c, otherX, otherY) + 4.0);
      least = Math.min(least, ratio);
      most = Math.max(most, ratio);
    }
    return most <= MAX_HUE_CHANGE * least;
  }

  /** Returns whether there are few edges inside one quadrilateral and outside the other. */
  private boolean isEvenBetween(Quad outer, Quad inner) {
    Line[] sides = outer.sides();
    Line[] innerSides = inner.sides();
    int count = 0;
    for (int i = 0; i < edges.count; i++) {
      if (Quad.depth(sides, edges.xs[i], edges.ys[i]) > MIN_EDGE_DEPTH
          && Quad.depth(innerSides, edges.xs[i], edges.ys[i]) < -MIN_EDGE_DEPTH) {
        count++;
      }
    }
    return count
        <= MAX_EDGE_DENSITY
            * (outer.areaWithin(picture.width, picture.height)
                - inner.areaWithin(picture.width, picture.height));
  }

  /**
   * Returns whether the area outside differs from the paper, also at some distance, and the area
   * inside does not, on most sides: a shadow may end beside one of them. Around a drawn frame, only
   * the line itself differs.
   */
  boolean differsFromTable(SheetCandidate candidate) {
    Line[] sides = candidate.quad().sides();
    int compared = 0;
    int differing = 0;
    int inward = 0;
    int even = 0;
    for (int i = 0; i < 4; i++) {
      if (sideEdges.isBorder(candidate.sides().get(i))) {
        continue;
      }
      for (Point at : partsOfSide(candidate.quad(), i)) {
        int inX = (int) Math.round(at.x() + INWARD_DISTANCE * sides[i].nx());
        int inY = (int) Math.round(at.y() + INWARD_DISTANCE * sides[i].ny());
        if (!paper.contains(inX, inY)) {
          continue;
        }
        int deepX = (int) Math.round(at.x() + DEEP_DISTANCE * sides[i].nx());
        int deepY = (int) Math.round(at.y() + DEEP_DISTANCE * sides[i].ny());
        if (paper.contains(deepX, deepY)) {
          inward++;
          even += contrast(inX, inY, deepX, deepY) <= MAX_PAPER_VARIATION ? 1 : 0;
        }
        for (int away = NEAR_TABLE; away <= FAR_TABLE; away += TABLE_STEP) {
          int x = (int) Math.round(at.x() - away * sides[i].nx());
          int y = (int) Math.round(at.y() - away * sides[i].ny());
          if (paper.contains(x, y)) {
            compared++;
            differing += contrast(inX, inY, x, y) >= MIN_CONTRAST ? 1 : 0;
          }
        }
      }
    }
    return compared > 0
        && differing >= MIN_DIFFERING_SHARE * compared
        && even >= MIN_EVEN_SHARE * inward;
  }

  private int contrast(int x, int y, int otherX, int otherY) {
    int most = 0;
    for (int c = 0; c < paper.channels.length; c++) {
      most = Math.max(most, Math.abs(paper.value(c, x, y) - paper.value(c, otherX, otherY)));
    }
    return most;
  }

  /** Returns whether the sheet contains ink: details that are dark and as narrow as strokes. */
  boolean isWritten(Quad quad) {
    Line[] sides = quad.sides();
    int count = 0;
    for (int y = 0; y < picture.height; y++) {
      for (int x = 0; x < picture.width; x++) {
        if (Quad.depth(sides, x, y) > MIN_INK_DEPTH) {
          int deepest = 0;
          for (int c = 0; c < paper.channels.length; c++) {
            deepest = Math.max(deepest, paper.value(c, x, y) - picture.value(c, x, y));
          }
          if (deepest >= MIN_INK_CONTRAST) {
            count++;
          }
        }
      }
    }
    return count >= MIN_INK_PIXELS;
  }
}
