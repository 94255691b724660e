package dev.cirrus.vision.sheet;

import dev.cirrus.vision.Raster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds sheets of paper in a photograph: quadrilaterals whose sides lie on edges, that differ from
 * what is beside them, hardly have an edge within, and have something written on them.
 *
 * <p>Works on a picture of a few hundred pixels a side from which strokes and ruled lines have been
 * removed, so that the edges that remain are those of the sheet, of what lies beside it and of
 * shadows.
 */
public final class SheetFinder {
  /** A picture with a shorter side is a drawing or a crop: no table is in view. */
  private static final int SMALLEST_PICTURE = 240;

  /** A sheet covers so much of the picture at least, and leaves so much free. */
  private static final double SMALLEST_SHEET = 0.06;

  private static final double LARGEST_SHEET = 0.985;

  /** Opposite sides are parallel but for 35°, adjacent ones make 50° at least. */
  private static final double OPPOSITE = 0.574;

  private static final double ADJACENT = 0.766;

  /** Corners lie outside the picture by at most this share of its size. */
  private static final double OUTSIDE = 0.35;

  /** So much of each side, and of all together, lies on edges. */
  private static final double LEAST_SIDE = 0.35;

  private static final double LEAST_SIDES = 0.6;

  /** The end of a side that runs out of the picture, and how much of it lies on edges. */
  private static final int END = 14;

  private static final double LEAST_END = 0.6;

  /** Sides of a sheet that a shadow parts have edges on so much of their length. */
  private static final double WHOLE_SIDE = 0.8;

  private static final double LEAST_SCORE = 0.15;

  /** What a part of a side outside the picture counts, beside one that lies on an edge. */
  private static final double UNSEEN = 0.1;

  /** A sheet of half the size scores less by a sixth. */
  private static final double SIZE_WEIGHT = 0.25;

  private static final double INNER_WEIGHT = 0.5;

  /** Edges within a sheet count from this share of its sides' strength on. */
  private static final double NEARLY = 0.4;

  /** Edges weaker than this share of the sides' are what writing and ruled lines leave. */
  private static final double HARDLY = 0.15;

  /** Edges for each pixel of a surface that is no paper. */
  private static final double UNEVEN = 0.04;

  /** A shadow is as colourless as the paper; most tables are not. */
  private static final double HUE_WEIGHT = 0.3;

  /** Candidates looked at closely. */
  private static final int CLOSELY = 120;

  /** Colours of paper and table differ by so much in one channel at least. */
  private static final int STEP = 6;

  /** Light changes paper by so much at most, but for a shadow's edge. */
  private static final int SAME_PAPER = 20;

  private static final int MOST_SHEETS = 3;

  private final Thumbnail picture;
  private final Thumbnail paper;
  private final int width;
  private final int height;
  private final EdgeMap edges;
  private final List<Line> lines = new ArrayList<>();

  /** For each line and place along it, at how many places before there are edges. */
  private final int[][] cumulated;

  /** And how strong those are together. */
  private final float[][] strength;

  private final int reach;

  /** The picture's borders come last among the lines. */
  private final int real;

  private SheetFinder(Thumbnail picture) {
    this.picture = picture;
    paper = picture.closed();
    width = picture.width;
    height = picture.height;
    edges = new EdgeMap(paper);
    lines.addAll(SideLines.of(edges, width, height));
    real = lines.size();
    lines.add(new Line(1, 0, 0));
    lines.add(new Line(1, 0, width));
    lines.add(new Line(0, 1, 0));
    lines.add(new Line(0, 1, height));
    reach = 2 * (width + height);
    cumulated = new int[real][];
    strength = new float[real][];
    for (int i = 0; i < real; i++) {
      float[] strengths = SideLines.strengths(edges, lines.get(i), reach);
      cumulated[i] = new int[strengths.length + 1];
      strength[i] = new float[strengths.length + 1];
      for (int k = 0; k < strengths.length; k++) {
        cumulated[i][k + 1] = cumulated[i][k] + (strengths[k] > 0 ? 1 : 0);
        strength[i][k + 1] = strength[i][k] + strengths[k];
      }
    }
  }

  /**
   * The sheets that seem to be in a picture, the likeliest first; none where the paper fills it.
   */
  public static List<Quad> find(Raster raster) {
    if (Math.min(raster.width(), raster.height()) < SMALLEST_PICTURE) {
      return List.of();
    }
    Thumbnail picture = Thumbnail.of(raster);
    List<Quad> sheets = new SheetFinder(picture).sheets();
    sheets.replaceAll(sheet -> sheet.scaled(picture.scale));
    return sheets;
  }

  /**
   * @param sides the numbers of the four sides' lines, from the upper one clockwise
   * @param worst the share of the side that has fewest edges
   * @param strength of the sides' edges on average
   */
  private record Candidate(
      Quad quad, List<Integer> sides, double score, double worst, double strength) {}

  private List<Quad> sheets() {
    List<Candidate> candidates = candidates();
    candidates.sort(Comparator.comparingDouble(candidate -> -candidate.score()));
    List<Candidate> closely = new ArrayList<>();
    for (Candidate candidate : candidates.subList(0, Math.min(CLOSELY, candidates.size()))) {
      double score =
          candidate.score() - INNER_WEIGHT * inner(candidate) + HUE_WEIGHT * otherHue(candidate);
      closely.add(
          new Candidate(
              candidate.quad(), candidate.sides(), score, candidate.worst(), candidate.strength()));
    }
    closely.sort(Comparator.comparingDouble(candidate -> -candidate.score()));
    List<Quad> sheets = new ArrayList<>();
    for (Candidate candidate : closely) {
      if (sheets.size() == MOST_SHEETS || candidate.score() < LEAST_SCORE) {
        break;
      }
      if (isApart(candidate.quad(), sheets)
          && isSure(candidate)
          && differs(candidate)
          && isEven(candidate, sheets.isEmpty() ? HARDLY * candidate.strength() : 0)
          && isWritten(candidate.quad())) {
        sheets.add(completed(whole(candidate, candidates)).upright());
      }
    }
    return sheets;
  }

  /** Whether more than a single edge speaks for a sheet: a shadow has one too. */
  private boolean isSure(Candidate candidate) {
    int seen = 0;
    for (int side : candidate.sides()) {
      seen += side < real ? 1 : 0;
    }
    return seen > 1 || otherHue(candidate) > 0.5;
  }

  /** A sheet with its sides outside the picture where they would be if it were a rectangle. */
  private Quad completed(Candidate sheet) {
    List<Point> corners = sheet.quad().corners();
    Line[] sides = sheet.quad().sides();
    for (int i = 0; i < 4; i++) {
      Point from = corners.get(i);
      Point to = corners.get((i + 1) % 4);
      if (sheet.sides().get(i) >= real && sheet.sides().get((i + 2) % 4) < real) {
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

  /** The sheet of which a candidate is the part that lies in light, or in a shadow. */
  private Candidate whole(Candidate part, List<Candidate> candidates) {
    Candidate whole = part;
    int tried = 0;
    for (Candidate candidate : candidates) {
      if (candidate.worst() >= WHOLE_SIDE
          && candidate.quad().area() > whole.quad().area()
          && shared(part, candidate) >= 2
          && holds(candidate.quad(), part.quad())
          && tried++ < CLOSELY
          && differs(candidate)
          && goesOn(part, candidate)
          && isEven(candidate.quad(), part.quad())) {
        whole = candidate;
      }
    }
    return whole;
  }

  /** The share of what lies beside the sides that differs from the paper in more than light. */
  private double otherHue(Candidate candidate) {
    int all = 0;
    int other = 0;
    List<Point> corners = candidate.quad().corners();
    for (int i = 0; i < 4; i++) {
      Point from = corners.get(i);
      Point to = corners.get((i + 1) % 4);
      Line side = Line.through(from, to);
      for (int k = 1; k < 24; k++) {
        Point at = from.towards(to, k / 24.0);
        int inX = (int) Math.round(at.x() + 5 * side.nx());
        int inY = (int) Math.round(at.y() + 5 * side.ny());
        int x = (int) Math.round(at.x() - 6 * side.nx());
        int y = (int) Math.round(at.y() - 6 * side.ny());
        if (contains(x, y) && contains(inX, inY)) {
          all++;
          other += isSameHue(inX, inY, x, y) ? 0 : 1;
        }
      }
    }
    return all == 0 ? 0 : (double) other / all;
  }

  /** Whether a part's colours and sides go on in the whole, but for their brightness. */
  private boolean goesOn(Candidate part, Candidate whole) {
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        int side = part.sides().get(i);
        if (side == whole.sides().get(j)
            && side < real
            && !goesOn(side, part.quad().corners(), i, whole.quad().corners(), j)) {
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
      for (int k = 1; k < 24; k++) {
        Point at = from.towards(to, k / 24.0);
        double outX = at.x() - 6 * side.nx();
        double outY = at.y() - 6 * side.ny();
        int inX = (int) Math.round(at.x() + 5 * side.nx());
        int inY = (int) Math.round(at.y() + 5 * side.ny());
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

  private boolean goesOn(int side, List<Point> part, int i, List<Point> whole, int j) {
    int[] inner = seen(side, part.get(i), part.get((i + 1) % 4));
    int[] outer = seen(side, whole.get(j), whole.get((j + 1) % 4));
    return outer[1] - inner[1] >= 0.6 * (outer[0] - inner[0]);
  }

  /** How long a side is within the picture, and how much of that lies on edges. */
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
    return most <= 1.15 * least;
  }

  private int shared(Candidate one, Candidate other) {
    int shared = 0;
    for (int side : one.sides()) {
      for (int otherSide : other.sides()) {
        shared += side < real && side == otherSide ? 1 : 0;
      }
    }
    return shared;
  }

  private static boolean holds(Quad outer, Quad inner) {
    Line[] sides = outer.sides();
    for (Point corner : inner.corners()) {
      if (Quad.depth(sides, corner.x(), corner.y()) < -3) {
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
        if (lines.get(i).sine(lines.get(j)) <= OPPOSITE && areApart(lines.get(i), lines.get(j))) {
          pairs.add(new int[] {i, j});
        }
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int p = 0; p < pairs.size(); p++) {
      int[] one = pairs.get(p);
      for (int q = p + 1; q < pairs.size(); q++) {
        int[] other = pairs.get(q);
        if (lines.get(one[0]).sine(lines.get(other[0])) < ADJACENT
            || lines.get(one[0]).sine(lines.get(other[1])) < ADJACENT
            || lines.get(one[1]).sine(lines.get(other[0])) < ADJACENT
            || lines.get(one[1]).sine(lines.get(other[1])) < ADJACENT
            || Math.min(Math.min(one[0], one[1]), Math.min(other[0], other[1])) >= real) {
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
        >= 0.12 * Math.min(width, height);
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
    if (share < SMALLEST_SHEET || share > LARGEST_SHEET) {
      return null;
    }
    double seen = 0;
    double covered = 0;
    double strong = 0;
    double worst = 1;
    double perimeter = quad.perimeter();
    List<Point> corners = quad.corners();
    double[] ends = new double[2];
    for (int i = 0; i < 4; i++) {
      if (inOrder.get(i) >= real) {
        continue;
      }
      Point from = corners.get(i);
      Point to = corners.get((i + 1) % 4);
      if (!clip(from, to, ends)) {
        continue;
      }
      Line line = lines.get(inOrder.get(i));
      double start = line.along(from.x(), from.y());
      double end = line.along(to.x(), to.y());
      int first = (int) Math.round(start + (end - start) * ends[0]);
      int last = (int) Math.round(start + (end - start) * ends[1]);
      int length = Math.abs(last - first);
      if (length < 4) {
        continue;
      }
      int here = covered(inOrder.get(i), first, last);
      if (here < LEAST_SIDE * length
          || (inOrder.get((i + 3) % 4) >= real && !reaches(inOrder.get(i), first, last))
          || (inOrder.get((i + 1) % 4) >= real && !reaches(inOrder.get(i), last, first))) {
        return null;
      }
      worst = Math.min(worst, here / (double) length);
      seen += length;
      covered += here;
      strong +=
          Math.abs(
              strength[inOrder.get(i)][last + reach] - strength[inOrder.get(i)][first + reach]);
    }
    if (covered < LEAST_SIDES * seen || seen < 0.2 * perimeter) {
      return null;
    }
    double score =
        (covered + UNSEEN * Math.max(0, perimeter - seen)) / perimeter
            + SIZE_WEIGHT * Math.log(share);
    return new Candidate(quad, inOrder, score, worst, strong / Math.max(1, covered));
  }

  /** How many places of a line have an edge, between two of them. */
  private int covered(int line, int from, int to) {
    return Math.abs(cumulated[line][to + reach] - cumulated[line][from + reach]);
  }

  /** Whether a side has edges up to the picture's border, beyond which the sheet may continue. */
  private boolean reaches(int line, int end, int otherEnd) {
    int length = Math.min(END, Math.abs(otherEnd - end));
    int inward = end + (otherEnd > end ? length : -length);
    return covered(line, end, inward) >= LEAST_END * length;
  }

  private boolean isNear(Point point) {
    return point.x() >= -OUTSIDE * width
        && point.x() <= (1 + OUTSIDE) * width
        && point.y() >= -OUTSIDE * height
        && point.y() <= (1 + OUTSIDE) * height;
  }

  /** Which part of a side lies within the picture, as shares of its length; false if none. */
  private boolean clip(Point from, Point to, double[] ends) {
    double margin = 3;
    ends[0] = 0;
    ends[1] = 1;
    return clip(from.x(), to.x() - from.x(), margin, width - margin, ends)
        && clip(from.y(), to.y() - from.y(), margin, height - margin, ends);
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

  /** The area of the part within the picture. */
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

  /** The part of a polygon on a line's positive side. */
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

  /** How many edges nearly as strong as the sides' lie within, for each pixel of the sides. */
  private double inner(Candidate candidate) {
    Line[] sides = candidate.quad().sides();
    double least = NEARLY * candidate.strength();
    int count = 0;
    for (int i = 0; i < edges.count; i++) {
      if (edges.strengths[i] >= least && Quad.depth(sides, edges.xs[i], edges.ys[i]) > 5) {
        count++;
      }
    }
    return Math.min(1, count / candidate.quad().perimeter());
  }

  /** Whether there are few edges within, and weak: wood, stone and cloth are full of them. */
  private boolean isEven(Candidate candidate, double least) {
    Line[] sides = candidate.quad().sides();
    int count = 0;
    for (int i = 0; i < edges.count; i++) {
      if (edges.strengths[i] >= least && Quad.depth(sides, edges.xs[i], edges.ys[i]) > 5) {
        count++;
      }
    }
    return count <= UNEVEN * visibleArea(candidate.quad());
  }

  /** Whether there are few edges in the one and outside the other. */
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
    return count <= UNEVEN * (visibleArea(outer) - visibleArea(inner));
  }

  private static boolean isApart(Quad quad, List<Quad> sheets) {
    for (Quad sheet : sheets) {
      Point middle = middle(quad);
      Point other = middle(sheet);
      if (Quad.depth(sheet.sides(), middle.x(), middle.y()) > 0
          || Quad.depth(quad.sides(), other.x(), other.y()) > 0) {
        return false;
      }
    }
    return true;
  }

  private static Point middle(Quad quad) {
    return quad.topLeft()
        .towards(quad.bottomRight(), 0.5)
        .towards(quad.topRight().towards(quad.bottomLeft(), 0.5), 0.5);
  }

  /**
   * Whether the area outside differs from the paper well beyond the line, and the area inside does
   * not. Beside a drawn frame, only the line itself differs.
   */
  private boolean differs(Candidate candidate) {
    List<Point> corners = candidate.quad().corners();
    int all = 0;
    int differing = 0;
    for (int i = 0; i < 4; i++) {
      if (candidate.sides().get(i) >= real) {
        continue;
      }
      int inward = 0;
      int paperInward = 0;
      Point from = corners.get(i);
      Point to = corners.get((i + 1) % 4);
      Line side = Line.through(from, to);
      for (int k = 1; k < 24; k++) {
        Point at = from.towards(to, k / 24.0);
        int inX = (int) Math.round(at.x() + 5 * side.nx());
        int inY = (int) Math.round(at.y() + 5 * side.ny());
        if (!contains(inX, inY)) {
          continue;
        }
        int deepX = (int) Math.round(at.x() + 25 * side.nx());
        int deepY = (int) Math.round(at.y() + 25 * side.ny());
        if (contains(deepX, deepY)) {
          inward++;
          paperInward += step(inX, inY, deepX, deepY) <= SAME_PAPER ? 1 : 0;
        }
        for (int away = 5; away <= 45; away += 5) {
          int x = (int) Math.round(at.x() - away * side.nx());
          int y = (int) Math.round(at.y() - away * side.ny());
          if (contains(x, y)) {
            all++;
            differing += step(inX, inY, x, y) >= STEP ? 1 : 0;
          }
        }
      }
      if (paperInward < 0.4 * inward) {
        return false;
      }
    }
    return all > 0 && differing >= 0.6 * all;
  }

  private int step(int x, int y, int otherX, int otherY) {
    int most = 0;
    for (int c = 0; c < paper.channels.length; c++) {
      most = Math.max(most, Math.abs(paper.value(c, x, y) - paper.value(c, otherX, otherY)));
    }
    return most;
  }

  private boolean contains(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height;
  }

  /** Whether something darker than the paper and as narrow as strokes lies on the sheet. */
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
          if (deepest >= 20) {
            count++;
          }
        }
      }
    }
    return count >= 12;
  }
}
