package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.binarization.InkMap;
import java.util.Arrays;
import java.util.List;

/** Leaves out the lines of ruled or squared paper, and keeps the digits that cross them. */
public final class RuledLineRemover {
  /** A ruled line is no broader, in pixels or as a share of its length. */
  private static final int BROADEST = 6;

  private static final double BROADEST_SHARE = 1 / 80.0;

  /** Lines lie no steeper. */
  private static final double STEEPEST = 0.1;

  /** A line shows on so much of the picture's width at least. */
  private static final double SHOWN = 0.55;

  /** A line runs from border to border, but for this share of it. */
  private static final double SHORT_OF_BORDER = 0.05;

  /** Beside lines of this length digits are at least so high, as a share of it. */
  private static final double SMALLEST_DIGIT = 0.08;

  /** At some places a line is broader than usual by so much, and a pixel. */
  private static final double BROADER = 1.5;

  /** More votes are cast by no paper; squares of 10 pixels on 1200 × 1200 cast 17 million. */
  private static final int MAX_VOTES = 20_000_000;

  private static final int MOST_LINES = 200;

  /** Lines one way, on paper ruled the other way, that may yet be digits. */
  private static final int FEW = 2;

  private final InkMap ink;
  private final byte[] values;
  private final boolean upright;

  /** The picture's size along the lines and across them. */
  private final int length;

  private final int breadth;

  /** Thin runs of ink across the lines' direction: where they lie along it, start and end. */
  private int[] places = new int[256];

  private int[] starts = new int[256];
  private int[] ends = new int[256];
  private int count;

  /** The slopes tried, and for each how many runs lie on the line through each place. */
  private final double[] slopes;

  private final int[][] votes;

  /** Lines cross the picture's middle so far outside it at most. */
  private final int slack;

  private int lines;
  private int longest;

  private RuledLineRemover(InkMap ink, boolean upright) {
    this.ink = ink;
    this.upright = upright;
    values = ink.values().clone();
    length = upright ? ink.height() : ink.width();
    breadth = upright ? ink.width() : ink.height();
    gather();
    // A steeper line leaves the picture before it shows on enough of it.
    double steepest = Math.min(STEEPEST, breadth / (SHOWN * length));
    double step = 2.0 / length;
    slopes = new double[(int) (2 * steepest / step) + 1];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = i * step - steepest;
    }
    slack = (int) (steepest * length) + 2;
    votes = new int[slopes.length][breadth + 2 * slack];
    if ((long) count * slopes.length > MAX_VOTES) {
      return;
    }
    for (int run = 0; run < count; run++) {
      vote(run, 1);
    }
    while (lines < MOST_LINES && removeClearest()) {
      lines++;
    }
  }

  /** The picture without its ruled lines, or as it is. */
  public static InkMap removed(InkMap ink, List<ConnectedComponent> components) {
    boolean any = false;
    for (ConnectedComponent component : components) {
      any |= component.width() >= SHOWN * ink.width() || component.height() >= SHOWN * ink.height();
    }
    if (!any) {
      return ink;
    }
    InkMap unruled = without(ink, false, false);
    return without(unruled, true, unruled != ink);
  }

  private static InkMap without(InkMap ink, boolean upright, boolean ruled) {
    RuledLineRemover found = new RuledLineRemover(ink, upright);
    if (found.lines == 0) {
      return ink;
    }
    InkMap left = ink.with(found.values);
    return found.isPaper(ConnectedComponent.of(left), ruled) ? left : ink;
  }

  /**
   * Whether what was removed is longer than a bar of a digit can be, beside what remains.
   *
   * @param ruled whether lines across were removed before
   */
  private boolean isPaper(List<ConnectedComponent> remaining, boolean ruled) {
    int tallest = 0;
    for (ConnectedComponent component : remaining) {
      tallest = Math.max(tallest, component.height());
    }
    boolean whole = longest >= (1 - SHORT_OF_BORDER) * length;
    if (tallest < SMALLEST_DIGIT * length) {
      // Dust or small digits remain: an upright line may be a one, but not among squares.
      return whole && (!upright || (ruled && lines > FEW));
    }
    return whole ? lines > 1 || longest >= 1.35 * tallest : !upright && longest >= 2.2 * tallest;
  }

  private int at(int along, int across) {
    return upright ? along * ink.width() + across : across * ink.width() + along;
  }

  private void gather() {
    double broadest = Math.max(Math.min(BROADEST, length / 25.0), BROADEST_SHARE * length);
    for (int along = 0; along < length; along++) {
      int across = 0;
      while (across < breadth) {
        if ((values[at(along, across)] & 255) < ConnectedComponent.INK_THRESHOLD) {
          across++;
          continue;
        }
        int start = across;
        while (across < breadth
            && (values[at(along, across)] & 255) >= ConnectedComponent.INK_THRESHOLD) {
          across++;
        }
        if (across - start <= broadest) {
          add(along, start, across);
        }
      }
    }
  }

  private void add(int place, int start, int end) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    places[count] = place;
    starts[count] = start;
    ends[count++] = end;
  }

  /** Removes the line on which most runs lie; false if there is none long enough. */
  private boolean removeClearest() {
    int most = (int) (SHOWN * length);
    int clearest = -1;
    int origin = 0;
    for (int tried = 0; tried < slopes.length; tried++) {
      int[] here = votes[tried];
      for (int i = 1; i < here.length - 1; i++) {
        int sum = here[i - 1] + here[i] + here[i + 1];
        if (sum > most) {
          most = sum;
          clearest = tried;
          origin = i - slack;
        }
      }
    }
    if (clearest < 0) {
      return false;
    }
    remove(slopes[clearest], origin + 0.5);
    return true;
  }

  /** Adds to the votes for all lines that a run lies on. */
  private void vote(int run, int by) {
    for (int i = 0; i < slopes.length; i++) {
      votes[i][slack + (int) Math.floor(offset(run, slopes[i]))] += by;
    }
  }

  /** Where a line of a slope through a run's middle crosses the middle of the picture. */
  private double offset(int run, double slope) {
    return (starts[run] + ends[run]) / 2.0 - slope * (places[run] - length / 2.0);
  }

  private void remove(double slope, double origin) {
    double broadest = BROADER * breadth(slope, origin) + 1;
    int kept = 0;
    int first = length;
    int last = 0;
    for (int i = 0; i < count; i++) {
      int place = places[i];
      int start = starts[i];
      int end = ends[i];
      if (liesOn(i, slope, origin)) {
        vote(i, -1);
        first = Math.min(first, place);
        last = Math.max(last, place);
        // What is broader is a stroke along the line.
        if (end - start <= broadest) {
          for (int across = Math.max(0, start - 1);
              across <= Math.min(breadth - 1, end);
              across++) {
            values[at(place, across)] = 0;
          }
        }
      } else {
        places[kept] = place;
        starts[kept] = start;
        ends[kept++] = end;
      }
    }
    count = kept;
    longest = Math.max(longest, last + 1 - first);
  }

  private boolean liesOn(int run, double slope, double origin) {
    return Math.abs(offset(run, slope) - origin) <= 2 + (ends[run] - starts[run]) / 2.0;
  }

  /** How broad a line is at the usual place. */
  private int breadth(double slope, double origin) {
    int[] breadths = new int[count];
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (liesOn(i, slope, origin)) {
        breadths[found++] = ends[i] - starts[i];
      }
    }
    Arrays.sort(breadths, 0, found);
    return breadths[found / 2];
  }
}
