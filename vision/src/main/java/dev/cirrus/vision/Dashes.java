package dev.cirrus.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The dots and dashes of a dotted stroke: told by being full, of one breadth and in line with each
 * other, and put together by their own gaps.
 */
final class Dashes {
  /** Ones that a thick pen drew are longer than dashes, in their breadths. */
  private static final double LONGEST = 5.5;

  /** What is shorter is a dot and has neighbours all around, what is longer beyond its ends. */
  private static final double ROUND = 1.4;

  /** So much of the box along its own axes is ink in a dash: bends, loops and forks have less. */
  private static final double FULL = 0.8;

  /** Dashes of one pen differ in breadth by no more than this factor. */
  private static final double ALIKE = 1.6;

  /** So far from each other dashes lie at most, in the pen's breadths. */
  private static final double FARTHEST = 2.5;

  /** The cosine of the angle at most between a dash and the way to the next. */
  private static final double IN_LINE = 0.65;

  /** Dashes make up this share of a dotted picture's ink; where strokes cross, they merge. */
  private static final double DOTTED = 0.5;

  /**
   * So many times the usual gap belongs to a stroke, as its last dash is seldom a whole one; dotted
   * digits stand farther from each other. The usual gap is one that three in four dashes keep:
   * where strokes meet, dashes are nearer.
   */
  private static final double REACH = 1.8;

  /** And so many breadths belong to it in any case. */
  private static final double NEAREST = 0.8;

  private final List<Blot> blots;
  private final List<Axes> dashes = new ArrayList<>();
  private double pen;

  private Dashes(List<Blot> blots) {
    this.blots = blots;
    for (Blot blot : blots) {
      Axes axes = Axes.of(blot);
      if (blot.area >= FULL * axes.length * axes.breadth && axes.length <= LONGEST * axes.breadth) {
        dashes.add(axes);
      }
    }
  }

  /** A group of each blot, or of all blots of a dotted stroke. */
  static List<Group> joined(List<Blot> blots) {
    double reach = blots.size() > 1 ? new Dashes(blots).reach() : 0;
    List<Group> groups = new ArrayList<>();
    for (Blot blot : blots) {
      Group joined = new Group(blot);
      for (int i = groups.size() - 1; i >= 0 && reach > 0; i--) {
        if (groups.get(i).gap(blot, reach) < reach) {
          joined.add(groups.remove(i));
        }
      }
      groups.add(joined);
    }
    return groups;
  }

  /** How far apart the dashes of a stroke lie at most, or 0 if none is dotted. */
  private double reach() {
    if (dashes.size() < 2) {
      return 0;
    }
    double[] breadths = new double[dashes.size()];
    for (int i = 0; i < breadths.length; i++) {
      breadths[i] = dashes.get(i).breadth;
    }
    Arrays.sort(breadths);
    pen = breadths[breadths.length / 2];
    double[] gaps = new double[dashes.size()];
    int count = 0;
    int dotted = 0;
    for (Axes dash : dashes) {
      if (dash.breadth <= ALIKE * pen && ALIKE * dash.breadth >= pen) {
        double gap = gapInLine(dash);
        if (gap < FARTHEST * pen) {
          gaps[count++] = gap;
          dotted += dash.blot.area;
        }
      }
    }
    int all = 0;
    for (Blot blot : blots) {
      all += blot.area;
    }
    if (count < 2 || dotted < DOTTED * all) {
      return 0;
    }
    Arrays.sort(gaps, 0, count);
    return Math.max(REACH * gaps[count * 3 / 4], NEAREST * pen);
  }

  /** How far a dash is from what lies next in its direction. */
  private double gapInLine(Axes dash) {
    double least = FARTHEST * pen;
    for (Blot other : blots) {
      if (other != dash.blot && dash.pointsTo(other)) {
        least = Math.min(least, dash.blot.gap(other, least));
      }
    }
    return least;
  }

  /** A blot's middle, direction and size, as those of the full box that has its moments. */
  private static final class Axes {
    final Blot blot;
    final double length;
    final double breadth;
    private final double middleX;
    private final double middleY;
    private final double directionX;
    private final double directionY;

    private Axes(Blot blot, double middleX, double middleY, double xx, double xy, double yy) {
      this.blot = blot;
      this.middleX = middleX;
      this.middleY = middleY;
      double mean = (xx + yy) / 2;
      double spread = Math.sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
      length = Math.sqrt(12 * (mean + spread));
      breadth = Math.sqrt(12 * Math.max(0, mean - spread));
      double across = xx >= yy ? spread + (xx - yy) / 2 : xy;
      double down = xx >= yy ? xy : spread + (yy - xx) / 2;
      double size = Math.sqrt(across * across + down * down);
      directionX = size == 0 ? 1 : across / size;
      directionY = size == 0 ? 0 : down / size;
    }

    static Axes of(Blot blot) {
      double sumX = 0;
      double sumY = 0;
      for (int i = 0; i < blot.rows.length; i++) {
        int run = blot.ends[i] - blot.starts[i];
        sumX += run * (blot.starts[i] + blot.ends[i]) / 2.0;
        sumY += run * (blot.rows[i] + 0.5);
      }
      double middleX = sumX / blot.area;
      double middleY = sumY / blot.area;
      double xx = 0;
      double xy = 0;
      double yy = 0;
      for (int i = 0; i < blot.rows.length; i++) {
        double run = blot.ends[i] - blot.starts[i];
        double x = (blot.starts[i] + blot.ends[i]) / 2.0 - middleX;
        double y = blot.rows[i] + 0.5 - middleY;
        xx += run * (x * x + run * run / 12);
        xy += run * x * y;
        yy += run * (y * y + 1 / 12.0);
      }
      return new Axes(blot, middleX, middleY, xx / blot.area, xy / blot.area, yy / blot.area);
    }

    /** Whether a blot lies beyond one of the ends, or the dash is round. */
    boolean pointsTo(Blot other) {
      if (length < ROUND * breadth) {
        return true;
      }
      double across = (other.left + other.right) / 2.0 - middleX;
      double down = (other.top + other.bottom) / 2.0 - middleY;
      double along = Math.abs(across * directionX + down * directionY);
      return along >= IN_LINE * Math.sqrt(across * across + down * down);
    }
  }
}
