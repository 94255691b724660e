package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dots and dashes of a dotted stroke: told by being full, of one breadth and in line with each
 * other, and put together by their own gaps.
 */
final class DottedStrokes {
  /** Ones that a thick pen drew are longer than dashes, in their breadths. */
  private static final double LONGEST = 5.5;

  /** What is shorter is a dot and has neighbours all around, what is longer beyond its ends. */
  private static final double ROUND = 1.4;

  /** So much of the box along its own axes is ink in a dash: bends, loops and forks have less. */
  private static final double FULL = 0.8;

  /** DottedStrokes of one pen differ in breadth by no more than this factor. */
  private static final double ALIKE = 1.6;

  /** So far from each other dashes lie at most, in the pen's breadths. */
  private static final double FARTHEST = 2.5;

  /** The cosine of the angle at most between a dash and the way to the next. */
  private static final double IN_LINE = 0.65;

  /**
   * DottedStrokes make up this share of a dotted picture's ink; where strokes cross, they merge.
   */
  private static final double DOTTED = 0.5;

  /**
   * So many times the usual gap belongs to a stroke, as its last dash is seldom a whole one; dotted
   * digits stand farther from each other. The usual gap is one that three in four dashes keep:
   * where strokes meet, dashes are nearer.
   */
  private static final double REACH = 1.8;

  /** And so many breadths belong to it in any case. */
  private static final double NEAREST = 0.8;

  private final List<ConnectedComponent> components;
  private final List<Axes> dashes = new ArrayList<>();
  private double pen;

  private final WorkBudget budget;

  private DottedStrokes(List<ConnectedComponent> components, WorkBudget budget) {
    this.budget = budget;
    this.components = components;
    for (ConnectedComponent component : components) {
      Axes axes = Axes.of(component);
      if (component.area >= FULL * axes.length * axes.breadth
          && axes.length <= LONGEST * axes.breadth) {
        dashes.add(axes);
      }
    }
  }

  /** Joins the components of each dotted stroke to one. */
  static List<ConnectedComponent> joined(List<ConnectedComponent> components, WorkBudget budget) {
    if (components.size() < 3) {
      return components;
    }
    double reach = new DottedStrokes(components, budget).reach();
    if (reach == 0) {
      return components;
    }
    int[] roots = new int[components.size()];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = i;
      for (int j = 0; j < i; j++) {
        if (root(roots, i) != root(roots, j)
            && components.get(j).gap(components.get(i), reach, budget) < reach) {
          roots[root(roots, i)] = root(roots, j);
        }
      }
    }
    Map<Integer, List<ConnectedComponent>> strokes = new LinkedHashMap<>();
    for (int i = 0; i < roots.length; i++) {
      strokes.computeIfAbsent(root(roots, i), r -> new ArrayList<>()).add(components.get(i));
    }
    return strokes.values().stream().map(ConnectedComponent::union).toList();
  }

  private static int root(int[] roots, int i) {
    int root = i;
    while (roots[root] != root) {
      roots[root] = roots[roots[root]];
      root = roots[root];
    }
    return root;
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
          dotted += dash.component.area;
        }
      }
    }
    int all = 0;
    for (ConnectedComponent component : components) {
      all += component.area;
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
    for (ConnectedComponent other : components) {
      if (other != dash.component && dash.pointsTo(other)) {
        least = Math.min(least, dash.component.gap(other, least, budget));
      }
    }
    return least;
  }

  /** A component's middle, direction and size, as those of the full box that has its moments. */
  private static final class Axes {
    final ConnectedComponent component;
    final double length;
    final double breadth;
    private final double middleX;
    private final double middleY;
    private final double directionX;
    private final double directionY;

    private Axes(
        ConnectedComponent component,
        double middleX,
        double middleY,
        double xx,
        double xy,
        double yy) {
      this.component = component;
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

    static Axes of(ConnectedComponent component) {
      double sumX = 0;
      double sumY = 0;
      for (int i = 0; i < component.rows.length; i++) {
        int run = component.ends[i] - component.starts[i];
        sumX += run * (component.starts[i] + component.ends[i]) / 2.0;
        sumY += run * (component.rows[i] + 0.5);
      }
      double middleX = sumX / component.area;
      double middleY = sumY / component.area;
      double xx = 0;
      double xy = 0;
      double yy = 0;
      for (int i = 0; i < component.rows.length; i++) {
        double run = component.ends[i] - component.starts[i];
        double x = (component.starts[i] + component.ends[i]) / 2.0 - middleX;
        double y = component.rows[i] + 0.5 - middleY;
        xx += run * (x * x + run * run / 12);
        xy += run * x * y;
        yy += run * (y * y + 1 / 12.0);
      }
      return new Axes(
          component,
          middleX,
          middleY,
          xx / component.area,
          xy / component.area,
          yy / component.area);
    }

    /** Whether a component lies beyond one of the ends, or the dash is round. */
    boolean pointsTo(ConnectedComponent other) {
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
