package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.Box;
import dev.cirrus.vision.binarization.InkMap;
import java.util.Arrays;

/**
 * Erases straight, nearly horizontal or vertical lines from a picture and keeps the strokes that
 * cross them. Each thin run of ink votes for all lines through it (a Hough transform).
 */
final class LineEraser {
  /** The tangent of 9°: lines may be rotated by 7°, and perspective adds to that. */
  static final double MAX_SLOPE = 0.16;

  /** Where a line is wider than this times its median width, plus a pixel, a stroke follows it. */
  private static final double MAX_WIDENING = 1.5;

  /** A line whose darkness is at most this is fainter than the strokes of a pen. */
  private static final int FAINT_LINE = 180;

  /** Bounds the work; squares of 10 pixels on 1200 × 1200 cast 27 million votes. */
  private static final int MAX_VOTES = 30_000_000;

  private static final int MAX_LINES = 200;

  /** Runs whose middle is this far from a line, beyond half their own width, belong to it. */
  private static final int LINE_TOLERANCE = 2;

  /** A line that is visible on this share of the picture's length is straight. */
  private static final double STRAIGHT_SHARE = 0.95;

  /**
   * From this number of lines on, the picture is ruled, and other lines may be visible in parts.
   */
  private static final int RULED = 3;

  /** How often a line is bent to follow its runs. */
  private static final int FITS = 6;

  /**
   * The largest distance of the ends of a bent line from a straight one, as a share of its length.
   */
  private static final double MAX_BEND = 0.04;

  private final InkMap ink;
  private final boolean vertical;

  /** The amounts of ink; a copy if there may be lines to erase. */
  private byte[] values;

  /** The picture's size along the lines and across them. */
  private final int length;

  private final int extent;

  /** The lines to erase have at least this many thin runs, and no more than this extent. */
  private final double minVisible;

  /** The least number of thin runs on the straight part of a line, and of a line beside others. */
  private final double minPart;

  private final double maxLength;

  /** The largest width of a thin run. */
  private final double maxWidth;

  /**
   * The thin runs of ink across the lines: their position along the lines, start, end and darkness,
   * the largest mean of two neighbouring pixels. A thin line covers one pixel here and halves of
   * two there, so its largest value varies along it.
   */
  private int[] positions = new int[256];

  private int[] starts = new int[256];
  private int[] ends = new int[256];
  private int[] darkness = new int[256];
  private int count;

  /** Whether the votes of each run count. */
  private boolean[] hasVotes = {};

  /** The candidate slopes and, for each slope and offset, the number of runs on that line. */
  private double[] slopes = {};

  private int[][] votes = {};

  /** How far outside the picture a line may cross the picture's centre line. */
  private int overhang;

  /** The largest width and darkness of what is erased on the last line visible as a whole. */
  private double widestOnLine;

  private int darkestOnLine;

  private int lines;
  private int longestLine;
  private double firstOrigin = Double.POSITIVE_INFINITY;
  private double lastOrigin = Double.NEGATIVE_INFINITY;

  LineEraser(
      InkMap ink,
      boolean vertical,
      double minVisible,
      double minPart,
      double maxLength,
      double maxWidth) {
    this.ink = ink;
    this.vertical = vertical;
    this.minVisible = minVisible;
    this.minPart = minPart;
    this.maxLength = maxLength;
    this.maxWidth = maxWidth;
    values = ink.values();
    length = vertical ? ink.height() : ink.width();
    extent = vertical ? ink.width() : ink.height();
    collectThinRuns();
    if (count <= (int) minVisible) {
      return;
    }
    // A steeper line would leave the picture before it is visible on enough of it.
    double maxSlope = Math.min(MAX_SLOPE, extent / minVisible);
    double step = 2.0 / length;
    slopes = new double[(int) (2 * maxSlope / step) + 1];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = i * step - maxSlope;
    }
    overhang = (int) (maxSlope * length) + 2;
    votes = new int[slopes.length][extent + 2 * overhang];
    if ((long) count * slopes.length > MAX_VOTES) {
      return;
    }
    values = values.clone();
    hasVotes = new boolean[count];
    Arrays.fill(hasVotes, true);
    for (int run = 0; run < count; run++) {
      vote(run, 1);
    }
    for (int line = 0; line < MAX_LINES && eraseStrongestLine(); line++) {}
  }

  /** Returns the number of lines erased. */
  int lines() {
    return lines;
  }

  int longestLine() {
    return longestLine;
  }

  /** Returns the distance between the outermost lines erased, where they cross the centre line. */
  double spread() {
    return lastOrigin - firstOrigin;
  }

  /** Returns the picture without the lines. */
  InkMap remaining() {
    return ink.with(values);
  }

  /** Returns the index of a pixel, given its coordinates along the lines and across them. */
  private int at(int along, int across) {
    return vertical ? along * ink.width() + across : across * ink.width() + along;
  }

  private void collectThinRuns() {
    byte[] pixels = values;
    Box bounds = ink.inkBounds();
    if (bounds == null) {
      return;
    }
    int firstAlong = vertical ? bounds.y() : bounds.x();
    int endAlong = firstAlong + (vertical ? bounds.height() : bounds.width());
    // With the pixel before the ink, which counts for its darkness, and the one after it.
    int firstAcross = Math.max(0, (vertical ? bounds.x() : bounds.y()) - 1);
    int endAcross =
        Math.min(extent, firstAcross + (vertical ? bounds.width() : bounds.height()) + 2);
    int step = at(0, 1);
    for (int along = firstAlong; along < endAlong; along++) {
      int start = 0;
      int most = 0;
      int previous = 0;
      int at = at(along, firstAcross);
      for (int across = firstAcross; across < endAcross; across++, at += step) {
        int value = pixels[at] & 255;
        if (value >= ConnectedComponent.INK_THRESHOLD) {
          start = most == 0 ? across : start;
          most = Math.max(most, (previous + value) / 2);
        } else if (most > 0) {
          addIfThin(along, start, across, Math.max(most, (previous + value) / 2));
          most = 0;
        }
        previous = value;
      }
      if (most > 0) {
        addIfThin(along, start, extent, Math.max(most, previous / 2));
      }
    }
  }

  private void addIfThin(int position, int start, int end, int dark) {
    if (end - start > maxWidth) {
      return;
    }
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      darkness = Arrays.copyOf(darkness, 2 * count);
    }
    positions[count] = position;
    starts[count] = start;
    darkness[count] = dark;
    ends[count++] = end;
  }

  /**
   * Erases the line with the most votes, or withdraws them if it is not a line. Returns false if no
   * line has enough votes.
   */
  private boolean eraseStrongestLine() {
    int most = (int) minPart;
    int strongest = -1;
    int origin = 0;
    for (int slope = 0; slope < slopes.length; slope++) {
      int[] here = votes[slope];
      for (int i = 1; i < here.length - 1; i++) {
        int sum = here[i - 1] + here[i] + here[i + 1];
        if (sum > most) {
          most = sum;
          strongest = slope;
          origin = i - overhang;
        }
      }
    }
    if (strongest < 0) {
      return false;
    }
    Parabola line = new Parabola(origin + 0.5, slopes[strongest] * length / 2, 0);
    if (!erase(most < STRAIGHT_SHARE * length ? bent(line) : line)) {
      withdrawVotes(line);
    }
    return true;
  }

  /** Adds to the votes of all lines through a run. */
  private void vote(int run, int by) {
    double middle = middle(run);
    double distance = distanceFromCentre(run);
    for (int i = 0; i < slopes.length; i++) {
      votes[i][overhang + (int) Math.floor(middle - slopes[i] * distance)] += by;
    }
  }

  /**
   * Bends a line to follow its runs: paper is seldom flat, and lenses distort. Each fit finds more
   * runs of a bent line.
   */
  private Parabola bent(Parabola line) {
    Parabola bent = line;
    for (int i = 0; i < FITS; i++) {
      Parabola.Fit fit = new Parabola.Fit();
      for (int run = 0; run < count; run++) {
        if (liesOn(run, bent)) {
          fit.add(along(run), middle(run) - bent.at(along(run)));
        }
      }
      Parabola change = fit.solve();
      if (change == null) {
        return bent;
      }
      bent = bent.plus(change);
    }
    return Math.abs(bent.c()) <= MAX_BEND * length ? bent : line;
  }

  /** Withdraws the votes for a line that crosses several bent lines. */
  private void withdrawVotes(Parabola line) {
    for (int run = 0; run < count; run++) {
      if (liesOn(run, line)) {
        withdrawVotes(run);
      }
    }
  }

  private void withdrawVotes(int run) {
    if (hasVotes[run]) {
      vote(run, -1);
      hasVotes[run] = false;
    }
  }

  /** Erases a line; returns false if too little of it is visible. */
  private boolean erase(Parabola line) {
    int[] widthsOnLine = new int[count];
    int[] darknessOnLine = new int[count];
    int found = 0;
    int first = length;
    int last = 0;
    for (int i = 0; i < count; i++) {
      if (liesOn(i, line)) {
        widthsOnLine[found] = ends[i] - starts[i];
        darknessOnLine[found++] = darkness[i];
        first = Math.min(first, positions[i]);
        last = Math.max(last, positions[i]);
      }
    }
    int extended = last + 1 - first;
    boolean isWhole = found > minVisible;
    if (!isWhole && (lines < RULED || found <= minPart)) {
      return false;
    }
    if (isWhole) {
      widestOnLine = MAX_WIDENING * median(widthsOnLine, found) + 1;
      int dark = median(darknessOnLine, found);
      // Where a faint line is much darker than usual, ink lies on it, such as the foot of a 2.
      darkestOnLine = dark <= FAINT_LINE ? (dark + 255) / 2 : 255;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int position = positions[i];
      int start = starts[i];
      int end = ends[i];
      if (liesOn(i, line)) {
        withdrawVotes(i);
        // A wider or darker run belongs to a stroke along the line.
        if (extended <= maxLength && end - start <= widestOnLine && darkness[i] <= darkestOnLine) {
          for (int across = Math.max(0, start - 1); across <= Math.min(extent - 1, end); across++) {
            values[at(position, across)] = 0;
          }
        }
      } else {
        positions[kept] = position;
        starts[kept] = start;
        darkness[kept] = darkness[i];
        hasVotes[kept] = hasVotes[i];
        ends[kept++] = end;
      }
    }
    count = kept;
    if (extended <= maxLength) {
      lines++;
      longestLine = Math.max(longestLine, extended);
      firstOrigin = Math.min(firstOrigin, line.a());
      lastOrigin = Math.max(lastOrigin, line.a());
    }
    return true;
  }

  private boolean liesOn(int run, Parabola line) {
    return Math.abs(middle(run) - line.at(along(run)))
        <= LINE_TOLERANCE + (ends[run] - starts[run]) / 2.0;
  }

  private double middle(int run) {
    return (starts[run] + ends[run]) / 2.0;
  }

  private double distanceFromCentre(int run) {
    return positions[run] - length / 2.0;
  }

  /** Returns the position of a run along the lines, from -1 to 1. */
  private double along(int run) {
    return 2 * distanceFromCentre(run) / length;
  }

  private static int median(int[] values, int count) {
    Arrays.sort(values, 0, count);
    return values[count / 2];
  }
}
