package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.List;

/** Joins the parts of strokes that a dry pen or a coarse scan has broken. */
final class BrokenStrokes {
  /** Parts of a stroke lie this near, in the size of both; digits seldom do. */
  private static final double NEAR = 0.025;

  /** Two that both have this share of the height of both are two digits. */
  private static final double TALL = 0.72;

  private BrokenStrokes() {}

  static List<ConnectedComponent> joined(List<ConnectedComponent> components, WorkBudget budget) {
    List<ConnectedComponent> joined = new ArrayList<>();
    for (ConnectedComponent component : components) {
      ConnectedComponent grown = component;
      for (int i = joined.size() - 1; i >= 0; i--) {
        if (isBroken(grown, joined.get(i), budget)) {
          grown = ConnectedComponent.union(List.of(joined.remove(i), grown));
          // What is larger now may reach what was too far before.
          i = joined.size();
        }
      }
      joined.add(grown);
    }
    return joined;
  }

  private static boolean isBroken(
      ConnectedComponent one, ConnectedComponent other, WorkBudget budget) {
    int height = Math.max(one.bottom, other.bottom) - Math.min(one.top, other.top);
    if (Math.min(one.height(), other.height()) > TALL * height) {
      return false;
    }
    budget.spend(1);
    double reach = NEAR * Math.max(height, Math.max(one.longer(), other.longer()));
    return one.gap(other, reach, budget) < reach;
  }
}
