package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.List;

/** Joins the parts of strokes that are broken by a dry pen or a coarse scan. */
final class BrokenStrokes {
  /** The largest gap in a stroke, as a share of the joint size; digits are rarely this close. */
  private static final double MAX_GAP = 0.025;

  /** Two parts that both have more than this share of the joint height are two digits. */
  private static final double MAX_HEIGHT = 0.72;

  private BrokenStrokes() {}

  /**
   * Joins the parts of broken strokes.
   *
   * @param usual the usual length of a component
   */
  static List<ConnectedComponent> joined(
      List<ConnectedComponent> components, double usual, WorkBudget budget) {
    List<ConnectedComponent> joined = new ArrayList<>();
    for (ConnectedComponent component : components) {
      ConnectedComponent grown = component;
      for (int i = joined.size() - 1; i >= 0; i--) {
        if (isBroken(grown, joined.get(i), usual, budget)) {
          grown = ConnectedComponent.union(List.of(joined.remove(i), grown));
          // The larger component may now be close to components that were too far away before.
          i = joined.size();
        }
      }
      joined.add(grown);
    }
    return joined;
  }

  private static boolean isBroken(
      ConnectedComponent one, ConnectedComponent other, double usual, WorkBudget budget) {
    int height = Math.max(one.bottom, other.bottom) - Math.min(one.top, other.top);
    if (Math.min(one.height(), other.height()) > MAX_HEIGHT * height
        || !ComponentGraph.mayFormOneDigit(one.longer(), other.longer(), usual)) {
      return false;
    }
    budget.spend(1);
    double reach = MAX_GAP * Math.max(height, Math.max(one.longer(), other.longer()));
    return one.gap(other, reach, budget) < reach;
  }
}
