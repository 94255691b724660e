package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A graph of neighbouring components with the distances between them. */
final class ComponentGraph {
  /** The largest distance between two parts of a digit, in longer sides of the larger part. */
  private static final double MAX_GAP = 0.4;

  /**
   * A mark that is more than this many times longer than the usual one is not joined with marks
   * that are this many times shorter than itself. A pen or the edge of a sheet is next to most of
   * the digits and could otherwise be combined with them in thousands of ways. The parts of a digit
   * differ less: a sixth of its length is three of the 20 pixels to which it is normalized.
   */
  private static final double LONGEST = 6;

  private final List<List<Edge>> edges = new ArrayList<>();

  /** A neighbour and the distance to its ink. */
  private record Edge(int other, double gap) {}

  /**
   * Finds the neighbours of each component.
   *
   * @param components sorted by their left edges
   * @param usual the usual length of a component
   */
  ComponentGraph(List<ConnectedComponent> components, double usual, WorkBudget budget) {
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
        if (one.gapAcross(other) < reach
            && one.gapDown(other) < reach
            && mayFormOneDigit(one.longer(), other.longer(), usual)) {
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

  /**
   * Returns whether the lengths of two marks allow them to be parts of one digit.
   *
   * @param usual the usual length of a component
   */
  static boolean mayFormOneDigit(int one, int other, double usual) {
    int longer = Math.max(one, other);
    return longer <= LONGEST * usual || longer <= LONGEST * Math.min(one, other);
  }

  /** Returns the neighbours of a group of components and their distances to the group. */
  Map<Integer, Double> neighbours(int[] group) {
    Map<Integer, Double> gaps = new HashMap<>();
    for (int component : group) {
      for (Edge edge : edges.get(component)) {
        gaps.merge(edge.other, edge.gap, Math::min);
      }
    }
    for (int component : group) {
      gaps.remove(component);
    }
    return gaps;
  }
}
