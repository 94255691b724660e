package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the dots and dashes of dotted strokes. Dashes are solid, similar in width and in line with
 * each other; the distances between them decide which belong to the same stroke. The limits below
 * were set by hand on dotted and dashed drawings of all digits.
 */
final class DottedStrokes {
  /** The largest length of a dash in its widths; a one drawn with a thick pen is longer. */
  private static final double MAX_DASH_LENGTH = 5.5;

  /** The least share of ink in a dash's box along its axes; bends, loops and forks have less. */
  private static final double MIN_FILL = 0.8;

  /** The least share of its convex hull that a dash fills; digits in a wide pen fill less. */
  private static final double MIN_CONVEXITY = 0.85;

  /** The largest ratio between the widths of two dashes drawn with the same pen. */
  private static final double MAX_WIDTH_RATIO = 1.6;

  /** The largest distance between two dashes in pen widths. */
  private static final double MAX_GAP = 2.5;

  /** The least share of ink in dashes: where strokes cross, dashes merge. */
  private static final double MIN_DOTTED_SHARE = 0.5;

  /**
   * The quantile of the gaps that is the usual gap of a stroke; where strokes meet, dashes are
   * closer.
   */
  private static final double USUAL_GAP = 0.75;

  /**
   * Dashes up to this many usual gaps apart belong to the same stroke, because its last dash is
   * often incomplete. Dotted digits are farther apart.
   */
  private static final double GAP_TOLERANCE = 1.8;

  /** Dashes up to this many pen widths apart belong to the same stroke in any case. */
  private static final double MIN_REACH = 0.8;

  private final List<ConnectedComponent> components;
  private final List<PrincipalAxes> dashes = new ArrayList<>();
  private double penWidth;

  private final WorkBudget budget;

  private DottedStrokes(List<ConnectedComponent> components, WorkBudget budget) {
    this.budget = budget;
    this.components = components;
    for (ConnectedComponent component : components) {
      PrincipalAxes axes = PrincipalAxes.of(component);
      if (component.area >= MIN_FILL * axes.length * axes.width
          && axes.length <= MAX_DASH_LENGTH * axes.width
          && component.area >= MIN_CONVEXITY * ConvexHull.pixels(component)) {
        dashes.add(axes);
      }
    }
  }

  /** Joins the components of each dotted stroke into one. */
  static List<ConnectedComponent> joined(List<ConnectedComponent> components, WorkBudget budget) {
    if (components.size() < 3) {
      return components;
    }
    DottedStrokes dotted = new DottedStrokes(components, budget);
    double reach = dotted.reach();
    if (reach == 0) {
      return components;
    }
    int[] roots = new int[components.size()];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = i;
      for (int j = 0; j < i; j++) {
        if (root(roots, i) != root(roots, j)
            && dotted.mayBeDashes(components.get(i), components.get(j))
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

  /** Returns whether two components are as wide as dashes, and not in a thinner pen. */
  private boolean mayBeDashes(ConnectedComponent one, ConnectedComponent other) {
    return MAX_WIDTH_RATIO * Math.min(one.strokeWidth(), other.strokeWidth()) >= penWidth;
  }

  private static int root(int[] roots, int i) {
    int root = i;
    while (roots[root] != root) {
      roots[root] = roots[roots[root]];
      root = roots[root];
    }
    return root;
  }

  /** Returns the largest distance between the dashes of a stroke, or 0 if no stroke is dotted. */
  private double reach() {
    if (dashes.size() < 2) {
      return 0;
    }
    double[] widths = new double[dashes.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = dashes.get(i).width;
    }
    Arrays.sort(widths);
    penWidth = widths[widths.length / 2];
    double[] gaps = new double[dashes.size()];
    int count = 0;
    int dotted = 0;
    for (PrincipalAxes dash : dashes) {
      if (dash.width <= MAX_WIDTH_RATIO * penWidth && MAX_WIDTH_RATIO * dash.width >= penWidth) {
        double gap = gapInLine(dash);
        if (gap < MAX_GAP * penWidth) {
          gaps[count++] = gap;
          dotted += dash.component.area;
        }
      }
    }
    int all = 0;
    for (ConnectedComponent component : components) {
      all += component.area;
    }
    if (count < 2 || dotted < MIN_DOTTED_SHARE * all) {
      return 0;
    }
    Arrays.sort(gaps, 0, count);
    return Math.max(GAP_TOLERANCE * gaps[(int) (count * USUAL_GAP)], MIN_REACH * penWidth);
  }

  /** Returns the distance from a dash to the nearest component in its direction. */
  private double gapInLine(PrincipalAxes dash) {
    double least = MAX_GAP * penWidth;
    for (ConnectedComponent other : components) {
      if (other != dash.component && dash.pointsTo(other)) {
        least = Math.min(least, dash.component.gap(other, least, budget));
      }
    }
    return least;
  }
}
