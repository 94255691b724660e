package dev.cirrus.vision.sheet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the straight lines with the most edges (Hough transform). Each edge votes for the lines
 * through it that are perpendicular to its direction. The votes of a line's edges are removed when
 * the line is found.
 */
final class SideLines {
  private static final int ANGLES = 180;

  /** The uncertainty of an edge's direction in degrees. */
  private static final int ANGLE_TOLERANCE = 2;

  private static final int MAX_LINES = 36;

  /** The least number of edges on a line, as a share of the picture's longer side. */
  private static final double MIN_EDGES = 0.09;

  /** The largest distance between an edge and its line in pixels. */
  private static final double MAX_DISTANCE = 2;

  /** The least cosine of the angle between an edge's direction and its line's normal, cos 15°. */
  private static final double MIN_ALIGNMENT = 0.966;

  private static final double[] COS = new double[ANGLES];
  private static final double[] SIN = new double[ANGLES];

  static {
    for (int i = 0; i < ANGLES; i++) {
      COS[i] = Math.cos(Math.PI * i / ANGLES);
      SIN[i] = Math.sin(Math.PI * i / ANGLES);
    }
  }

  private final EdgeMap edges;
  private final int reach;
  private final short[][] votes;
  private final boolean[] taken;

  private SideLines(EdgeMap edges, int width, int height) {
    this.edges = edges;
    reach = (int) Math.ceil(Math.hypot(width, height)) + 2;
    votes = new short[ANGLES][2 * reach + 1];
    taken = new boolean[edges.count];
    for (int i = 0; i < edges.count; i++) {
      vote(i, 1);
    }
  }

  /** Returns the lines, starting with those with the most edges. */
  static List<Line> of(EdgeMap edges, int width, int height) {
    SideLines hough = new SideLines(edges, width, height);
    List<Line> lines = new ArrayList<>();
    int least = (int) (MIN_EDGES * Math.max(width, height));
    while (lines.size() < MAX_LINES) {
      Line line = hough.strongest(least);
      if (line == null) {
        break;
      }
      Line fitted = hough.fitted(line);
      if (hough.removeVotes(fitted) + hough.removeVotes(line) == 0) {
        break;
      }
      lines.add(fitted);
    }
    return lines;
  }

  private void vote(int edge, int by) {
    int angle = (int) Math.round(Math.atan2(edges.ny[edge], edges.nx[edge]) / Math.PI * ANGLES);
    for (int i = angle - ANGLE_TOLERANCE; i <= angle + ANGLE_TOLERANCE; i++) {
      int wrapped = Math.floorMod(i, ANGLES);
      double offset = COS[wrapped] * edges.xs[edge] + SIN[wrapped] * edges.ys[edge];
      votes[wrapped][(int) Math.round(offset) + reach] += (short) by;
    }
  }

  private @Nullable Line strongest(int least) {
    int most = least;
    Line strongest = null;
    int bestAngle = -1;
    int bestOffset = 0;
    for (int angle = 0; angle < ANGLES; angle++) {
      short[] row = votes[angle];
      for (int i = 1; i < row.length - 1; i++) {
        int sum = row[i - 1] + row[i] + row[i + 1];
        if (sum > most) {
          most = sum;
          bestAngle = angle;
          bestOffset = i - reach;
        }
      }
    }
    if (bestAngle >= 0) {
      strongest = new Line(COS[bestAngle], SIN[bestAngle], bestOffset);
    }
    return strongest;
  }

  private static boolean liesOn(EdgeMap edges, int edge, Line line) {
    return Math.abs(line.distance(edges.xs[edge], edges.ys[edge])) <= MAX_DISTANCE
        && Math.abs(line.nx() * edges.nx[edge] + line.ny() * edges.ny[edge]) >= MIN_ALIGNMENT;
  }

  /** Fits the line to the edges near it by least squares. */
  private Line fitted(Line line) {
    double n = 0;
    double sumT = 0;
    double sumD = 0;
    double sumTt = 0;
    double sumTd = 0;
    for (int i = 0; i < edges.count; i++) {
      if (!taken[i] && liesOn(edges, i, line)) {
        double t = line.along(edges.xs[i], edges.ys[i]);
        double d = line.distance(edges.xs[i], edges.ys[i]);
        n++;
        sumT += t;
        sumD += d;
        sumTt += t * t;
        sumTd += t * d;
      }
    }
    double spread = n * sumTt - sumT * sumT;
    if (n < 2 || spread < 1e-6) {
      return line;
    }
    double slope = (n * sumTd - sumT * sumD) / spread;
    double shift = (sumD - slope * sumT) / n;
    // d = shift + slope · t, where t runs along (ny, -nx).
    double nx = line.nx() - slope * line.ny();
    double ny = line.ny() + slope * line.nx();
    double length = Math.hypot(nx, ny);
    return new Line(nx / length, ny / length, (line.offset() + shift) / length);
  }

  /** Removes the votes of a line's edges and returns their number. */
  private int removeVotes(Line line) {
    int count = 0;
    for (int i = 0; i < edges.count; i++) {
      if (!taken[i] && liesOn(edges, i, line)) {
        taken[i] = true;
        vote(i, -1);
        count++;
      }
    }
    return count;
  }

  /**
   * Returns the strength of the strongest edge at each position along a line; 0 if there is none.
   */
  static float[] strengths(EdgeMap edges, Line line, int reach) {
    float[] places = new float[2 * reach + 1];
    for (int i = 0; i < edges.count; i++) {
      if (liesOn(edges, i, line)) {
        int at = (int) Math.round(line.along(edges.xs[i], edges.ys[i])) + reach;
        for (int k = Math.max(0, at - 1); k <= Math.min(2 * reach, at + 1); k++) {
          places[k] = Math.max(places[k], edges.strengths[i]);
        }
      }
    }
    return places;
  }
}
