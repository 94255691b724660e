package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.binarization.InkMap;
import java.util.Arrays;
import java.util.List;

/**
 * Removes the lines of ruled or squared paper and keeps the digits that cross them. Each thin run
 * of ink votes for all lines through it (a Hough transform). The limits below were set by hand on
 * drawn sheets of the training and validation writers' digits.
 */
public final class RuledLineRemover {
  /** The largest width of a ruled line in pixels; on large pictures, as a share of its length. */
  private static final int MAX_LINE_WIDTH = 6;

  private static final double MAX_LINE_WIDTH_SHARE = 1 / 80.0;

  /** On small pictures, the least ratio of a line's length to its width. */
  private static final double MIN_ASPECT_RATIO = 25;

  /** The tangent of 9°: lines may be rotated by 7°, and perspective adds to that. */
  private static final double MAX_SLOPE = 0.16;

  /** The least share of the picture's length on which a line is visible. */
  private static final double MIN_VISIBLE_SHARE = 0.55;

  /** A line that spans the picture may lack this share of its length. */
  private static final double MAX_MISSING_SHARE = 0.05;

  /** The least height of a digit, as a share of the length of the lines. */
  private static final double MIN_DIGIT_SHARE = 0.08;

  /**
   * The least length of a single line in heights of the tallest mark: if it spans the picture, and
   * if it does not. The bar of a digit is shorter.
   */
  private static final double MIN_SPANNING_LENGTH = 1.35;

  private static final double MIN_PARTIAL_LENGTH = 2.2;

  /** Where a line is wider than this times its median width, plus a pixel, a stroke follows it. */
  private static final double MAX_WIDENING = 1.5;

  /** A line whose darkest pixels have at most this value is fainter than the strokes of a pen. */
  private static final int FAINT_LINE = 180;

  /** Bounds the work; squares of 10 pixels on 1200 × 1200 cast 27 million votes. */
  private static final int MAX_VOTES = 30_000_000;

  private static final int MAX_LINES = 200;

  /** Up to this many vertical lines may be ones, even if horizontal lines were removed. */
  private static final int FEW_LINES = 2;

  /** Runs whose middle is this far from a line, beyond half their own width, belong to it. */
  private static final int LINE_TOLERANCE = 2;

  /**
   * Noise and uneven light break faint lines into many components, none of them long. This is twice
   * as many as a photographed sheet of 64 digits has without them.
   */
  private static final int MANY_COMPONENTS = 300;

  private final InkMap ink;
  private final byte[] values;
  private final boolean vertical;

  /** The picture's size along the lines and across them. */
  private final int length;

  private final int extent;

  /**
   * The thin runs of ink across the lines: their position along the lines, start, end and largest
   * value.
   */
  private int[] positions = new int[256];

  private int[] starts = new int[256];
  private int[] ends = new int[256];
  private int[] peaks = new int[256];
  private int count;

  /** The candidate slopes and, for each slope and offset, the number of runs on that line. */
  private final double[] slopes;

  private final int[][] votes;

  /** How far outside the picture a line may cross the picture's centre line. */
  private final int overhang;

  private int lines;
  private int longestLine;

  private RuledLineRemover(InkMap ink, boolean vertical) {
    this.ink = ink;
    this.vertical = vertical;
    values = ink.values().clone();
    length = vertical ? ink.height() : ink.width();
    extent = vertical ? ink.width() : ink.height();
    collectThinRuns();
    // A steeper line would leave the picture before it is visible on enough of it.
    double maxSlope = Math.min(MAX_SLOPE, extent / (MIN_VISIBLE_SHARE * length));
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
    for (int run = 0; run < count; run++) {
      vote(run, 1);
    }
    while (lines < MAX_LINES && removeStrongestLine()) {
      lines++;
    }
  }

  /** Returns the picture without ruled lines, or the same object if there are none. */
  public static InkMap removed(InkMap ink, List<ConnectedComponent> components) {
    boolean mayBeRuled = components.size() > MANY_COMPONENTS;
    for (ConnectedComponent component : components) {
      mayBeRuled |=
          component.width() >= MIN_VISIBLE_SHARE * ink.width()
              || component.height() >= MIN_VISIBLE_SHARE * ink.height();
    }
    if (!mayBeRuled) {
      return ink;
    }
    InkMap withoutHorizontal = removed(ink, /* vertical= */ false, /* linesAcross= */ false);
    return removed(withoutHorizontal, /* vertical= */ true, withoutHorizontal != ink);
  }

  private static InkMap removed(InkMap ink, boolean vertical, boolean linesAcross) {
    RuledLineRemover remover = new RuledLineRemover(ink, vertical);
    if (remover.lines == 0) {
      return ink;
    }
    InkMap remaining = ink.with(remover.values);
    return remover.isPaper(ConnectedComponent.of(remaining), linesAcross) ? remaining : ink;
  }

  /**
   * Returns whether the removed lines belong to the paper, because they are longer than a bar of
   * the remaining digits can be.
   *
   * @param linesAcross whether lines in the other direction were removed before
   */
  private boolean isPaper(List<ConnectedComponent> remaining, boolean linesAcross) {
    int tallest = 0;
    for (ConnectedComponent component : remaining) {
      tallest = Math.max(tallest, component.height());
    }
    boolean spansPicture = longestLine >= (1 - MAX_MISSING_SHARE) * length;
    if (tallest < MIN_DIGIT_SHARE * length) {
      // Dust or small digits remain: a vertical line may be a one, but not on squared paper.
      return spansPicture && (!vertical || (linesAcross && lines > FEW_LINES));
    }
    return spansPicture
        ? lines > 1 || longestLine >= MIN_SPANNING_LENGTH * tallest
        : !vertical && longestLine >= MIN_PARTIAL_LENGTH * tallest;
  }

  /** Returns the index of a pixel, given its coordinates along the lines and across them. */
  private int at(int along, int across) {
    return vertical ? along * ink.width() + across : across * ink.width() + along;
  }

  private void collectThinRuns() {
    double maxWidth =
        Math.max(
            Math.min(MAX_LINE_WIDTH, length / MIN_ASPECT_RATIO), MAX_LINE_WIDTH_SHARE * length);
    for (int along = 0; along < length; along++) {
      int across = 0;
      while (across < extent) {
        if ((values[at(along, across)] & 255) < ConnectedComponent.INK_THRESHOLD) {
          across++;
          continue;
        }
        int start = across;
        int most = 0;
        while (across < extent
            && (values[at(along, across)] & 255) >= ConnectedComponent.INK_THRESHOLD) {
          most = Math.max(most, values[at(along, across)] & 255);
          across++;
        }
        if (across - start <= maxWidth) {
          add(along, start, across, most);
        }
      }
    }
  }

  private void add(int position, int start, int end, int most) {
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      peaks = Arrays.copyOf(peaks, 2 * count);
    }
    positions[count] = position;
    starts[count] = start;
    peaks[count] = most;
    ends[count++] = end;
  }

  /** Removes the line with the most votes; returns false if no line is long enough. */
  private boolean removeStrongestLine() {
    int most = (int) (MIN_VISIBLE_SHARE * length);
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
    remove(slopes[strongest], origin + 0.5);
    return true;
  }

  /** Adds to the votes of all lines through a run. */
  private void vote(int run, int by) {
    for (int i = 0; i < slopes.length; i++) {
      votes[i][overhang + (int) Math.floor(offset(run, slopes[i]))] += by;
    }
  }

  /** Returns where a line through the middle of a run crosses the picture's centre line. */
  private double offset(int run, double slope) {
    return (starts[run] + ends[run]) / 2.0 - slope * (positions[run] - length / 2.0);
  }

  private void remove(double slope, double origin) {
    int[] widthsOnLine = new int[count];
    int[] peaksOnLine = new int[count];
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (liesOn(i, slope, origin)) {
        widthsOnLine[found] = ends[i] - starts[i];
        peaksOnLine[found++] = peaks[i];
      }
    }
    double maxWidth = MAX_WIDENING * median(widthsOnLine, found) + 1;
    int peak = median(peaksOnLine, found);
    // Where a faint line is much darker than usual, ink lies on it, such as the foot of a 2.
    int maxPeak = peak <= FAINT_LINE ? (peak + 255) / 2 : 255;
    int kept = 0;
    int first = length;
    int last = 0;
    for (int i = 0; i < count; i++) {
      int position = positions[i];
      int start = starts[i];
      int end = ends[i];
      if (liesOn(i, slope, origin)) {
        vote(i, -1);
        first = Math.min(first, position);
        last = Math.max(last, position);
        // A wider or darker run belongs to a stroke along the line.
        if (end - start <= maxWidth && peaks[i] <= maxPeak) {
          for (int across = Math.max(0, start - 1); across <= Math.min(extent - 1, end); across++) {
            values[at(position, across)] = 0;
          }
        }
      } else {
        positions[kept] = position;
        starts[kept] = start;
        peaks[kept] = peaks[i];
        ends[kept++] = end;
      }
    }
    count = kept;
    longestLine = Math.max(longestLine, last + 1 - first);
  }

  private boolean liesOn(int run, double slope, double origin) {
    return Math.abs(offset(run, slope) - origin)
        <= LINE_TOLERANCE + (ends[run] - starts[run]) / 2.0;
  }

  private static int median(int[] values, int count) {
    Arrays.sort(values, 0, count);
    return values[count / 2];
  }
}
