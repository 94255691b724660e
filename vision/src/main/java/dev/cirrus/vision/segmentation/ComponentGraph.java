package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A graph of neighbouring components with the distances between them. */
final class ComponentGraph {
  /** The largest distance between two parts of a digit, in longer sides of the larger part. */
  private static final double MAX_GAP = 0.4;

  private final List<List<Edge>> edges = new ArrayList<>();

  /** A neighbour and the distance to its ink. */
  record Edge(int other, double gap) {}

  /**
   * Finds the neighbours of each component.
   *
   * @param components sorted by their left edges
   */
  ComponentGraph(List<ConnectedComponent> components, WorkBudget budget) {
    int longest = 0;
    for (ConnectedComponent component : components) {
      edges.add(new ArrayList<>());
      longest = Math.max(longest, component.longer());
    }
    int[] furthest = new int[components.size()];
    for (int i = 0; i < furthest.length; i++) {
      furthest[i] = Math.max(i == 0 ? 0 : furthest[i - 1], components.get(i).right);
    }
    for (int i = 0; i < components.size(); i++) {
      ConnectedComponent one = components.get(i);
      for (int j = i - 1; j >= 0 && one.left - furthest[j] < MAX_GAP * longest; j--) {
        ConnectedComponent other = components.get(j);
        budget.spend(1);
        double reach = MAX_GAP * Math.max(one.longer(), other.longer());
        if (one.gapAcross(other) < reach && one.gapDown(other) < reach) {
          double gap = one.gap(other, reach, budget);
          if (gap < reach) {
            edges.get(i).add(new Edge(j, gap));
            edges.get(j).add(new Edge(i, gap));
          }
        }
      }
    }
    edges.forEach(list -> list.sort(Comparator.comparingDouble(Edge::gap)));
  }

  List<Edge> of(int component) {
    return edges.get(component);
  }
}
