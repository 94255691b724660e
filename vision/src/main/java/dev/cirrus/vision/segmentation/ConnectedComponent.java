package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.binarization.InkMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A connected component of ink: its horizontal runs and its bounding box. */
public final class ConnectedComponent {
  /** The least ink value of the pixels of a component. */
  static final int INK_THRESHOLD = InkMap.INK_THRESHOLD;

  /** The least value of a component's darkest pixel; haze is lighter. */
  private static final int MIN_PEAK = 110;

  /** The runs from top to bottom: their rows, first columns and the columns after their last. */
  final int[] rows;

  final int[] starts;
  final int[] ends;

  public final int left;
  public final int top;
  public final int right;
  public final int bottom;
  public final int area;

  ConnectedComponent(int[] rows, int[] starts, int[] ends) {
    this.rows = rows;
    this.starts = starts;
    this.ends = ends;
    int first = Integer.MAX_VALUE;
    int last = 0;
    int sum = 0;
    for (int i = 0; i < rows.length; i++) {
      first = Math.min(first, starts[i]);
      last = Math.max(last, ends[i]);
      sum += ends[i] - starts[i];
    }
    left = first;
    right = last;
    top = rows[0];
    bottom = rows[rows.length - 1] + 1;
    area = sum;
  }

  public int width() {
    return right - left;
  }

  public int height() {
    return bottom - top;
  }

  int longer() {
    return Math.max(width(), height());
  }

  /**
   * Returns the distance of the two bounding boxes from left to right; negative if they overlap.
   */
  int gapAcross(ConnectedComponent other) {
    return Math.max(left, other.left) - Math.min(right, other.right);
  }

  /**
   * Returns the distance of the two bounding boxes from top to bottom; negative if they overlap.
   */
  int gapDown(ConnectedComponent other) {
    return Math.max(top, other.top) - Math.min(bottom, other.bottom);
  }

  /** Returns the distance between the ink of two components, or {@code limit} if it is larger. */
  double gap(ConnectedComponent other, double limit, WorkBudget budget) {
    if (gapAcross(other) >= limit || gapDown(other) >= limit) {
      return limit;
    }
    double least = limit * limit;
    int first = 0;
    for (int i = 0; i < rows.length && least > 0; i++) {
      double reach = Math.sqrt(least);
      while (first < other.rows.length && rows[i] - other.rows[first] - 1 >= limit) {
        first++;
      }
      int j = first;
      for (; j < other.rows.length && other.rows[j] - rows[i] - 1 < reach; j++) {
        int x =
            Math.max(0, Math.max(starts[i], other.starts[j]) - Math.min(ends[i], other.ends[j]));
        int y = Math.max(0, Math.abs(rows[i] - other.rows[j]) - 1);
        least = Math.min(least, x * x + y * y);
      }
      budget.spend(1 + j - first);
    }
    return Math.sqrt(least);
  }

  /** Joins components into one, even if they do not touch. */
  static ConnectedComponent union(List<ConnectedComponent> components) {
    if (components.size() == 1) {
      return components.get(0);
    }
    int count = 0;
    for (ConnectedComponent component : components) {
      count += component.rows.length;
    }
    long[] order = new long[count];
    int[] startOf = new int[count];
    int[] endOf = new int[count];
    int at = 0;
    for (ConnectedComponent component : components) {
      for (int i = 0; i < component.rows.length; i++, at++) {
        order[at] = (long) component.rows[i] << 32 | at;
        startOf[at] = component.starts[i];
        endOf[at] = component.ends[i];
      }
    }
    Arrays.sort(order);
    int[] rows = new int[count];
    int[] starts = new int[count];
    int[] ends = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = (int) (order[i] >> 32);
      starts[i] = startOf[(int) order[i]];
      ends[i] = endOf[(int) order[i]];
    }
    return new ConnectedComponent(rows, starts, ends);
  }

  /** Returns the median length of the runs, which is about the stroke width. */
  int strokeWidth() {
    int[] lengths = new int[rows.length];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = ends[i] - starts[i];
    }
    Arrays.sort(lengths);
    return lengths[lengths.length / 2];
  }

  /** Returns the components of a picture, ordered by their topmost rows. */
  public static List<ConnectedComponent> of(InkMap ink) {
    return new Tracer(ink).components();
  }

  /**
   * Finds components by joining each run to the runs that it touches in the row above
   * (8-connected).
   */
  private static final class Tracer {
    private final InkMap ink;
    private int[] rows = new int[512];
    private int[] starts = new int[512];
    private int[] ends = new int[512];
    private int[] parents = new int[512];
    private boolean[] solid = new boolean[512];
    private int count;

    Tracer(InkMap ink) {
      this.ink = ink;
      int above = 0;
      for (int y = 0; y < ink.height(); y++) {
        int first = count;
        scan(y);
        int upper = above;
        for (int run = first; run < count; run++) {
          while (upper < first && ends[upper] < starts[run]) {
            upper++;
          }
          for (int other = upper; other < first && starts[other] <= ends[run]; other++) {
            join(other, run);
          }
        }
        above = first;
      }
    }

    private void scan(int y) {
      byte[] values = ink.values();
      int end = (y + 1) * ink.width();
      int at = y * ink.width();
      int origin = at;
      while (at < end) {
        if (values[at] == 0 || (values[at] & 255) < INK_THRESHOLD) {
          at++;
          continue;
        }
        int start = at;
        int most = 0;
        while (at < end && (values[at] & 255) >= INK_THRESHOLD) {
          most = Math.max(most, values[at] & 255);
          at++;
        }
        add(y, start - origin, at - origin, most >= MIN_PEAK);
      }
    }

    private void add(int y, int start, int end, boolean isSolid) {
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, 2 * count);
        starts = Arrays.copyOf(starts, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
        parents = Arrays.copyOf(parents, 2 * count);
        solid = Arrays.copyOf(solid, 2 * count);
      }
      rows[count] = y;
      starts[count] = start;
      ends[count] = end;
      parents[count] = count;
      solid[count] = isSolid;
      count++;
    }

    private int root(int run) {
      int root = run;
      while (parents[root] != root) {
        parents[root] = parents[parents[root]];
        root = parents[root];
      }
      return root;
    }

    private void join(int one, int other) {
      int first = root(one);
      int second = root(other);
      int low = Math.min(first, second);
      int high = Math.max(first, second);
      parents[high] = low;
      solid[low] |= solid[high];
    }

    List<ConnectedComponent> components() {
      int[] sizes = new int[count];
      for (int run = 0; run < count; run++) {
        sizes[root(run)]++;
      }
      int[] places = new int[count];
      List<int[]> members = new ArrayList<>();
      for (int run = 0; run < count; run++) {
        int root = root(run);
        if (!solid[root]) {
          continue;
        }
        if (root == run) {
          places[run] = members.size();
          members.add(new int[sizes[run]]);
          sizes[run] = 0;
        }
        members.get(places[root])[sizes[root]++] = run;
      }
      List<ConnectedComponent> components = new ArrayList<>();
      for (int[] runs : members) {
        components.add(
            new ConnectedComponent(pick(rows, runs), pick(starts, runs), pick(ends, runs)));
      }
      return components;
    }

    private static int[] pick(int[] from, int[] places) {
      int[] picked = new int[places.length];
      for (int i = 0; i < places.length; i++) {
        picked[i] = from[places[i]];
      }
      return picked;
    }
  }
}
