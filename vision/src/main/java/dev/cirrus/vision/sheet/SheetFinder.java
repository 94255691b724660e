package dev.cirrus.vision.sheet;

import dev.cirrus.vision.Raster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds sheets of paper in a photograph: quadrilaterals whose sides lie on edges, that differ from
 * the table around them, have few edges inside and have something written on them.
 *
 * <p>It works on a picture of a few hundred pixels per side from which strokes and ruled lines have
 * been removed. The remaining edges are those of sheets, of other objects and of shadows.
 *
 * <p>The limits below were set by hand on composed photographs of sheets on tables.
 */
public final class SheetFinder {
  /** A picture with a shorter side is a drawing or a crop, which does not show a table. */
  private static final int MIN_PICTURE_SIDE = 240;

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

  /**
   * Closer to the picture's border, the removal of strokes also removes what is visible of the
   * table beyond a sheet: half of the widest stroke, and one pixel on both sides.
   */
  private static final int BLIND_BORDER = Thumbnail.WIDEST_STROKE / 2 + 2;

  /** Shorter visible parts of sides are ignored. */
  private static final int MIN_SIDE_LENGTH = 4;

  /** The least share of each side, and of all sides together, that lies on edges. */
  private static final double MIN_SIDE_COVERAGE = 0.35;

  private static final double MIN_COVERAGE = 0.6;

  /** The least share of the perimeter that is visible and not on the picture's border. */
  private static final double MIN_VISIBLE_PERIMETER = 0.2;

  /** At the picture's border, the least share of the last pixels of a side that lies on edges. */
  private static final int END_LENGTH = 14;

  private static final double MIN_END_COVERAGE = 0.6;

  /** The least share of each side on edges, for a sheet that a shadow divides. */
  private static final double MIN_COMPLETE_COVERAGE = 0.8;

  /** The largest share that a sheet covers of what it lies on, if that may be a sheet, too. */
  private static final double MAX_INNER_SHARE = 0.6;

  /** What a sheet lies on is visible at least this far around its corners. */
  private static final double MIN_SURROUNDINGS = 8;

  private static final double MIN_SCORE = 0.15;

  /** The weight of the parts of sides outside the picture, compared with parts on edges. */
  private static final double UNSEEN_WEIGHT = 0.1;

  /** The weight of the logarithm of a sheet's size: half the size costs a sixth. */
  private static final double SIZE_WEIGHT = 0.25;

  private static final double INNER_EDGE_WEIGHT = 0.5;

  /** The weight of the weakest side's strength: remains of ruled lines are weaker than sides. */
  private static final double WEAKEST_SIDE_WEIGHT = 0.15;

  /** Edges inside a sheet count if they have at least this share of its sides' strength. */
  private static final double STRONG_EDGE = 0.4;

  /** Edges with less than this share of the sides' strength are remains of strokes and lines. */
  private static final double WEAK_EDGE = 0.15;

  /** The largest number of edges per pixel of paper. */
  private static final double MAX_EDGE_DENSITY = 0.04;

  /** The weight of a change of hue at the sides: most tables have colour, shadows do not. */
  private static final double HUE_WEIGHT = 0.3;

  /** The largest ratio of the channels' changes between two pixels of the same hue. */
  private static final double MAX_HUE_CHANGE = 1.15;

  /** The number of candidates to check in detail. */
  private static final int MAX_CHECKED = 120;

  /** The least difference between paper and table in one channel. */
  private static final int MIN_CONTRAST = 6;

  /** The largest variation of paper under even light. */
  private static final int MAX_PAPER_VARIATION = 20;

  /** The number of parts into which a side is divided to compare both sides of it. */
  private static final int PARTS_PER_SIDE = 24;

  /** The distances from a side, inwards and outwards, at which paper and table are compared. */
  private static final int INWARD_DISTANCE = 5;

  private static final int OUTWARD_DISTANCE = 6;

  /** Ink is at least this much darker than paper, on at least this many pixels of a sheet. */
  private static final int MIN_INK_CONTRAST = 20;

  private static final int MIN_INK_PIXELS = 12;

  private static final int MAX_SHEETS = 3;

  /** The largest brightness of dark paper. */
  private static final int MAX_DARK_PAPER = 100;

  private final Thumbnail picture;
  private final Thumbnail paper;
  private final int width;
  private final int height;
  private final EdgeMap edges;
  private final List<Line> lines = new ArrayList<>();

  /** The number of edges before each position along each line. */
  private final int[][] edgeCounts;

  /** The sum of their strengths. */
  private final float[][] strengthSums;

  private final int reach;

  /** The index of the first of the picture's borders, which come last among the lines. */
  private final int firstBorder;

  private SheetFinder(Thumbnail picture) {
    this.picture = picture;
    paper = picture.closed();
    width = picture.width;
    height = picture.height;
    edges = new EdgeMap(paper);
    lines.addAll(SideLines.of(edges, width, height));
    firstBorder = lines.size();
    lines.add(new Line(1, 0, 0));
    lines.add(new Line(1, 0, width));
    lines.add(new Line(0, 1, 0));
    lines.add(new Line(0, 1, height));
    reach = 2 * (width + height);
    edgeCounts = new int[firstBorder][];
    strengthSums = new float[firstBorder][];
    for (int i = 0; i < firstBorder; i++) {
      float[] strengths = SideLines.strengths(edges, lines.get(i), reach);
      edgeCounts[i] = new int[strengths.length + 1];
      strengthSums[i] = new float[strengths.length + 1];
      for (int k = 0; k < strengths.length; k++) {
        edgeCounts[i][k + 1] = edgeCounts[i][k] + (strengths[k] > 0 ? 1 : 0);
        strengthSums[i][k + 1] = strengthSums[i][k] + strengths[k];
      }
    }
  }

  /** Returns the probable sheets, the likeliest first; none if paper fills the picture. */
  public static List<Quad> find(Raster raster) {
    if (Math.min(raster.width(), raster.height()) < MIN_PICTURE_SIDE) {
      return List.of();
    }
    Thumbnail picture = Thumbnail.of(raster);
    List<Quad> sheets = new SheetFinder(picture).sheets();
    if (sheets.isEmpty()) {
      // Dark paper with light ink; white paper in a shadow is lighter.
      sheets = new SheetFinder(picture.inverted()).sheets();
      sheets.removeIf(sheet -> brightness(picture, sheet) > MAX_DARK_PAPER);
    }
    sheets.replaceAll(sheet -> sheet.scaled(picture.scale));
    return sheets;
  }

  /** Returns the mean of the brightest channel. */
  private static double brightness(Thumbnail picture, Quad sheet) {
    Line[] sides = sheet.sides();
    long sum = 0;
    int count = 0;
    for (int y = 0; y < picture.height; y++) {
      for (int x = 0; x < picture.width; x++) {
        if (Quad.depth(sides, x, y) > 0) {
          int most = 0;
          for (int c = 0; c < picture.channels.length; c++) {
            most = Math.max(most, picture.value(c, x, y));
          }
          sum += most;
          count++;
        }
      }
    }
    return (double) sum / Math.max(1, count);
  }

  /**
   * A quadrilateral that may be a sheet.
   *
   * @param sides the indexes of the sides' lines, clockwise from the upper one
   * @param worst the lowest coverage of a side by edges
   * @param strength the mean strength of the sides' edges
   * @param weakest the mean strength of the edges on the weakest side
   */
  private record Candidate(
      Quad quad, List<Integer> sides, double score, double worst, double strength, double weakest) {
    Candidate withScore(double other) {
      return new Candidate(quad, sides, other, worst, strength, weakest);
    }
  }

  private List<Quad> sheets() {
    List<Candidate> candidates = candidates();
    candidates.sort(Comparator.comparingDouble(candidate -> -candidate.score()));
    List<Candidate> checked = new ArrayList<>();
    for (Candidate candidate : candidates.subList(0, Math.min(MAX_CHECKED, candidates.size()))) {
      double score =
          candidate.score()
              - INNER_EDGE_WEIGHT * innerEdges(candidate)
              + HUE_WEIGHT * otherHue(candidate)
              + WEAKEST_SIDE_WEIGHT * Math.min(1, candidate.weakest() / candidate.strength());
      checked.add(candidate.withScore(score));
    }
    checked.sort(Comparator.comparingDouble(candidate -> -candidate.score()));
    List<Quad> sheets = new ArrayList<>();
    for (Candidate candidate : checked) {
      if (sheets.size() == MAX_SHEETS || candidate.score() < MIN_SCORE) {
        break;
      }
      if ((isSeparate(candidate.quad(), sheets) || liesOn(candidate, sheets))
          && hasEnoughEvidence(candidate)
          && differsFromTable(candidate)
          && isEven(candidate, sheets.isEmpty() ? WEAK_EDGE * candidate.strength() : 0)
          && isWritten(candidate.quad())) {
        sheets.add(withHiddenSides(completeSheet(candidate, candidates)).upright());
      }
    }
    return sheets;
  }

  /** Returns whether there is more evidence than a single edge, which a shadow has, too. */
  private boolean hasEnoughEvidence(Candidate candidate) {
    int seen = 0;
    for (int side : candidate.sides()) {
      seen += side < firstBorder ? 1 : 0;
    }
    return seen > 1 || otherHue(candidate) > 0.5;
  }

  /** Places the sides outside the picture as if the sheet were a rectangle. */
  private Quad withHiddenSides(Candidate sheet) {
    List<Point> corners = sheet.quad().corners();
    Line[] sides = sheet.quad().sides();
    for (int i = 0; i < 4; i++) {
      Point from = corners.get(i);
      Point to = corners.get((i + 1) % 4);
      if (sheet.sides().get(i) >= firstBorder && sheet.sides().get((i + 2) % 4) < firstBorder) {
        Line opposite = Line.through(corners.get((i + 2) % 4), corners.get((i + 3) % 4));
        Line parallel = new Line(-opposite.nx(), -opposite.ny(), 0);
        double offset =
            Math.min(parallel.distance(from.x(), from.y()), parallel.distance(to.x(), to.y()));
        sides[i] = parallel.shifted(offset);
      }
    }
    Quad quad = Quad.of(sides);
    return quad.isConvex() ? quad : sheet.quad();
  }

  /** Returns the whole sheet if a candidate is only its lit or its shadowed part. */
  private Candidate completeSheet(Candidate part, List<Candidate> candidates) {
    Candidate whole = part;
    int tried = 0;
    for (Candidate candidate : candidates) {
      if (candidate.worst() >= MIN_COMPLETE_COVERAGE
          && candidate.quad().area() > whole.quad().area()
          && sharedSides(part, candidate) >= 2
          && containsQuad(candidate.quad(), part.quad(), -3)
          && tried++ < MAX_CHECKED
          && differsFromTable(candidate)
          && continues(part, candidate)
          && isEven(candidate.quad(), part.quad())) {
        whole = candidate;
      }
    }
    return whole;
  }

  /** Returns the share of the surroundings that differ from the paper in hue, not only in light. */
  private double otherHue(Candidate candidate) {
    int all = 0;
    int other = 0;
    List<Point> corners = candidate.quad().corners();
    for (int i = 0; i < 4; i++) {
      Point from = corners.get(i);
      Point to = corners.get((i + 1) % 4);
      Line side = Line.through(from, to);
      for (int k = 1; k < PARTS_PER_SIDE; k++) {
        Point at = from.towards(to, (double) k / PARTS_PER_SIDE);
        int inX = (int) Math.round(at.x() + INWARD_DISTANCE * side.nx());
        int inY = (int) Math.round(at.y() + INWARD_DISTANCE * side.ny());
        int x = (int) Math.round(at.x() - OUTWARD_DISTANCE * side.nx());
        int y = (int) Math.round(at.y() - OUTWARD_DISTANCE * side.ny());
        if (contains(x, y) && contains(inX, inY)) {
          all++;
          other += isSameHue(inX, inY, x, y) ? 0 : 1;
        }
      }
    }
    return all == 0 ? 0 : (double) other / all;
  }

  /** Returns whether the hue and the sides of a part continue in the whole sheet. */
  private boolean continues(Candidate part, Candidate whole) {
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        int side = part.sides().get(i);
        if (side == whole.sides().get(j)
            && side < firstBorder
            && !continues(side, part.quad().corners(), i, whole.quad().corners(), j)) {
          return false;
        }
      }
    }
    List<Point> corners = part.quad().corners();
    Line[] sides = whole.quad().sides();
    int all = 0;
    int alike = 0;
    for (int i = 0; i < 4; i++) {
      Point from = corners.get(i);
      Point to = corners.get((i + 1) % 4);
      Line side = Line.through(from, to);
      for (int k = 1; k < PARTS_PER_SIDE; k++) {
        Point at = from.towards(to, (double) k / PARTS_PER_SIDE);
        double outX = at.x() - OUTWARD_DISTANCE * side.nx();
        double outY = at.y() - OUTWARD_DISTANCE * side.ny();
        int inX = (int) Math.round(at.x() + INWARD_DISTANCE * side.nx());
        int inY = (int) Math.round(at.y() + INWARD_DISTANCE * side.ny());
        int x = (int) Math.round(outX);
        int y = (int) Math.round(outY);
        if (Quad.depth(sides, outX, outY) > 0 && contains(x, y) && contains(inX, inY)) {
          all++;
          alike += isSameHue(inX, inY, x, y) ? 1 : 0;
        }
      }
    }
    return alike >= 0.7 * all;
  }

  private boolean continues(int side, List<Point> part, int i, List<Point> whole, int j) {
    int[] inner = seen(side, part.get(i), part.get((i + 1) % 4));
    int[] outer = seen(side, whole.get(j), whole.get((j + 1) % 4));
    return outer[1] - inner[1] >= 0.6 * (outer[0] - inner[0]);
  }

  /** Returns the visible length of a side, and the length of it that lies on edges. */
  private int[] seen(int side, Point from, Point to) {
    double[] ends = new double[2];
    if (!clip(from, to, ends)) {
      return new int[2];
    }
    Line line = lines.get(side);
    double start = line.along(from.x(), from.y());
    double end = line.along(to.x(), to.y());
    int first = (int) Math.round(start + (end - start) * ends[0]);
    int last = (int) Math.round(start + (end - start) * ends[1]);
    return new int[] {Math.abs(last - first), covered(side, first, last)};
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

  private int sharedSides(Candidate one, Candidate other) {
    int shared = 0;
    for (int side : one.sides()) {
      for (int otherSide : other.sides()) {
        shared += side < firstBorder && side == otherSide ? 1 : 0;
      }
    }
    return shared;
  }

  private static boolean containsQuad(Quad outer, Quad inner, double margin) {
    Line[] sides = outer.sides();
    for (Point corner : inner.corners()) {
      if (Quad.depth(sides, corner.x(), corner.y()) < margin) {
        return false;
      }
    }
    return true;
  }

  private List<Candidate> candidates() {
    int count = lines.size();
    Point[][] crossings = new Point[count][count];
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        Point crossing = lines.get(i).intersection(lines.get(j));
        crossings[i][j] = crossing;
        crossings[j][i] = crossing;
        if (lines.get(i).sine(lines.get(j)) <= MAX_OPPOSITE_SINE
            && areApart(lines.get(i), lines.get(j))) {
          pairs.add(new int[] {i, j});
        }
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int p = 0; p < pairs.size(); p++) {
      int[] one = pairs.get(p);
      for (int q = p + 1; q < pairs.size(); q++) {
        int[] other = pairs.get(q);
        if (lines.get(one[0]).sine(lines.get(other[0])) < MIN_ADJACENT_SINE
            || lines.get(one[0]).sine(lines.get(other[1])) < MIN_ADJACENT_SINE
            || lines.get(one[1]).sine(lines.get(other[0])) < MIN_ADJACENT_SINE
            || lines.get(one[1]).sine(lines.get(other[1])) < MIN_ADJACENT_SINE
            || Math.min(Math.min(one[0], one[1]), Math.min(other[0], other[1])) >= firstBorder) {
          continue;
        }
        Candidate candidate =
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

  private boolean areApart(Line one, Line other) {
    double x = width / 2.0;
    double y = height / 2.0;
    double sign = one.nx() * other.nx() + one.ny() * other.ny() < 0 ? -1 : 1;
    return Math.abs(one.distance(x, y) - sign * other.distance(x, y))
        >= MIN_SIDE_DISTANCE * Math.min(width, height);
  }

  private @Nullable Candidate candidate(List<Integer> sides, Point a, Point b, Point c, Point d) {
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
    double share = visibleArea(quad) / ((double) width * height);
    if (share < MIN_SHEET_SHARE || share > MAX_SHEET_SHARE) {
      return null;
    }
    SideEdges found = new SideEdges();
    for (int i = 0; i < 4; i++) {
      if (!found.add(inOrder, quad.corners(), i)) {
        return null;
      }
    }
    double perimeter = quad.perimeter();
    if (found.covered < MIN_COVERAGE * found.seen
        || found.seen < MIN_VISIBLE_PERIMETER * perimeter) {
      return null;
    }
    double score =
        (found.covered + UNSEEN_WEIGHT * Math.max(0, perimeter - found.seen)) / perimeter
            + SIZE_WEIGHT * Math.log(share);
    return new Candidate(
        quad,
        inOrder,
        score,
        found.worst,
        found.strength / Math.max(1, found.covered),
        found.weakest);
  }

  /** Adds up the edges on the visible parts of a quadrilateral's sides. */
  private final class SideEdges {
    private final double[] ends = new double[2];

    /** The visible length of the sides, the length on edges and the sum of their strengths. */
    double seen;

    double covered;
    double strength;

    /** The lowest share of a side on edges. */
    double worst = 1;

    /** The lowest mean strength of the edges on a side. */
    double weakest = Double.MAX_VALUE;

    /** Adds a side; returns false if it has too few edges for the side of a sheet. */
    boolean add(List<Integer> sides, List<Point> corners, int i) {
      int side = sides.get(i);
      Point from = corners.get(i);
      Point to = corners.get((i + 1) % 4);
      if (side >= firstBorder || !clip(from, to, ends)) {
        return true;
      }
      Line line = lines.get(side);
      double start = line.along(from.x(), from.y());
      double end = line.along(to.x(), to.y());
      int first = (int) Math.round(start + (end - start) * ends[0]);
      int last = (int) Math.round(start + (end - start) * ends[1]);
      int length = Math.abs(last - first);
      if (length < MIN_SIDE_LENGTH) {
        return true;
      }
      int onEdges = covered(side, first, last);
      if (onEdges < MIN_SIDE_COVERAGE * length
          || (sides.get((i + 3) % 4) >= firstBorder && !reaches(side, first, last))
          || (sides.get((i + 1) % 4) >= firstBorder && !reaches(side, last, first))) {
        return false;
      }
      worst = Math.min(worst, onEdges / (double) length);
      seen += length;
      covered += onEdges;
      double sum = Math.abs(strengthSums[side][last + reach] - strengthSums[side][first + reach]);
      strength += sum;
      weakest = Math.min(weakest, sum / onEdges);
      return true;
    }
  }

  /** Returns the number of positions with an edge between two positions of a line. */
  private int covered(int line, int from, int to) {
    return Math.abs(edgeCounts[line][to + reach] - edgeCounts[line][from + reach]);
  }

  /**
   * Returns whether a side has edges up to the border of the picture, where the sheet continues.
   */
  private boolean reaches(int line, int end, int otherEnd) {
    int length = Math.min(END_LENGTH, Math.abs(otherEnd - end));
    int inward = end + (otherEnd > end ? length : -length);
    return covered(line, end, inward) >= MIN_END_COVERAGE * length;
  }

  private boolean isNear(Point point) {
    return point.x() >= -MAX_CORNER_OVERSHOOT * width
        && point.x() <= (1 + MAX_CORNER_OVERSHOOT) * width
        && point.y() >= -MAX_CORNER_OVERSHOOT * height
        && point.y() <= (1 + MAX_CORNER_OVERSHOOT) * height;
  }

  /**
   * Clips a side to the picture; writes its visible part as shares of its length to {@code ends}.
   */
  private boolean clip(Point from, Point to, double[] ends) {
    ends[0] = 0;
    ends[1] = 1;
    return clip(from.x(), to.x() - from.x(), BLIND_BORDER, width - BLIND_BORDER, ends)
        && clip(from.y(), to.y() - from.y(), BLIND_BORDER, height - BLIND_BORDER, ends);
  }

  private static boolean clip(double from, double way, double least, double most, double[] ends) {
    if (Math.abs(way) < 1e-9) {
      return from >= least && from <= most;
    }
    double one = (least - from) / way;
    double other = (most - from) / way;
    ends[0] = Math.max(ends[0], Math.min(one, other));
    ends[1] = Math.min(ends[1], Math.max(one, other));
    return ends[0] < ends[1];
  }

  /** Returns the area of the part inside the picture. */
  private double visibleArea(Quad quad) {
    List<Point> polygon = quad.corners();
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

  /** Returns the number of strong edges inside a candidate, relative to its perimeter. */
  private double innerEdges(Candidate candidate) {
    Line[] sides = candidate.quad().sides();
    double least = STRONG_EDGE * candidate.strength();
    int count = 0;
    for (int i = 0; i < edges.count; i++) {
      if (edges.strengths[i] >= least && Quad.depth(sides, edges.xs[i], edges.ys[i]) > 5) {
        count++;
      }
    }
    return Math.min(1, count / candidate.quad().perimeter());
  }

  /** Returns whether there are few edges inside, unlike in wood, stone and cloth. */
  private boolean isEven(Candidate candidate, double least) {
    Line[] sides = candidate.quad().sides();
    int count = 0;
    for (int i = 0; i < edges.count; i++) {
      if (edges.strengths[i] >= least && Quad.depth(sides, edges.xs[i], edges.ys[i]) > 5) {
        count++;
      }
    }
    return count <= MAX_EDGE_DENSITY * visibleArea(candidate.quad());
  }

  /** Returns whether there are few edges inside one quadrilateral and outside the other. */
  private boolean isEven(Quad outer, Quad inner) {
    Line[] sides = outer.sides();
    Line[] innerSides = inner.sides();
    int count = 0;
    for (int i = 0; i < edges.count; i++) {
      if (Quad.depth(sides, edges.xs[i], edges.ys[i]) > 5
          && Quad.depth(innerSides, edges.xs[i], edges.ys[i]) < -5) {
        count++;
      }
    }
    return count <= MAX_EDGE_DENSITY * (visibleArea(outer) - visibleArea(inner));
  }

  private static boolean isSeparate(Quad quad, List<Quad> sheets) {
    for (Quad sheet : sheets) {
      if (quad.liesOn(sheet) || sheet.liesOn(quad)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether a candidate is complete and lies on something much larger, which may be a table
   * with straight edges.
   */
  private boolean liesOn(Candidate candidate, List<Quad> sheets) {
    for (Quad sheet : sheets) {
      if (candidate.worst() < MIN_COMPLETE_COVERAGE
          || candidate.quad().area() > MAX_INNER_SHARE * Math.abs(sheet.area())
          || !surrounds(sheet, candidate.quad())) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether what a sheet lies on is visible at all its visible corners, at least two. */
  private boolean surrounds(Quad outer, Quad sheet) {
    Line[] sides = outer.sides();
    int visible = 0;
    for (Point corner : sheet.corners()) {
      if (corner.x() > BLIND_BORDER
          && corner.y() > BLIND_BORDER
          && corner.x() < width - BLIND_BORDER
          && corner.y() < height - BLIND_BORDER) {
        visible++;
        if (Quad.depth(sides, corner.x(), corner.y()) < MIN_SURROUNDINGS) {
          return false;
        }
      }
    }
    return visible > 1;
  }

  /**
   * Returns whether the area outside differs from the paper, also at some distance, and the area
   * inside does not. Around a drawn frame, only the line itself differs.
   */
  private boolean differsFromTable(Candidate candidate) {
    List<Point> corners = candidate.quad().corners();
    int all = 0;
    int differing = 0;
    for (int i = 0; i < 4; i++) {
      if (candidate.sides().get(i) >= firstBorder) {
        continue;
      }
      int inward = 0;
      int paperInward = 0;
      Point from = corners.get(i);
      Point to = corners.get((i + 1) % 4);
      Line side = Line.through(from, to);
      for (int k = 1; k < PARTS_PER_SIDE; k++) {
        Point at = from.towards(to, (double) k / PARTS_PER_SIDE);
        int inX = (int) Math.round(at.x() + INWARD_DISTANCE * side.nx());
        int inY = (int) Math.round(at.y() + INWARD_DISTANCE * side.ny());
        if (!contains(inX, inY)) {
          continue;
        }
        int deepX = (int) Math.round(at.x() + 25 * side.nx());
        int deepY = (int) Math.round(at.y() + 25 * side.ny());
        if (contains(deepX, deepY)) {
          inward++;
          paperInward += contrast(inX, inY, deepX, deepY) <= MAX_PAPER_VARIATION ? 1 : 0;
        }
        for (int away = 5; away <= 45; away += 5) {
          int x = (int) Math.round(at.x() - away * side.nx());
          int y = (int) Math.round(at.y() - away * side.ny());
          if (contains(x, y)) {
            all++;
            differing += contrast(inX, inY, x, y) >= MIN_CONTRAST ? 1 : 0;
          }
        }
      }
      if (paperInward < 0.4 * inward) {
        return false;
      }
    }
    return all > 0 && differing >= 0.6 * all;
  }

  private int contrast(int x, int y, int otherX, int otherY) {
    int most = 0;
    for (int c = 0; c < paper.channels.length; c++) {
      most = Math.max(most, Math.abs(paper.value(c, x, y) - paper.value(c, otherX, otherY)));
    }
    return most;
  }

  private boolean contains(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height;
  }

  /** Returns whether the sheet contains ink: details that are dark and as narrow as strokes. */
  private boolean isWritten(Quad quad) {
    Line[] sides = quad.sides();
    int count = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (Quad.depth(sides, x, y) > 6) {
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
