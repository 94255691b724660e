package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the candidates that explain all ink at the least total cost, with each primitive in
 * exactly one candidate. It finds a shortest path; the nodes are the sets of primitives explained
 * so far.
 */
final class ShortestPath {
  /** The number of nodes kept for each primitive; lines of digits need fewer than ten. */
  private static final int BEAM = 256;

  /** The largest distance between two primitives of a candidate in their order from the left. */
  private static final int WINDOW = 62;

  private ShortestPath() {}

  private record Node(double cost, @Nullable Node previous, @Nullable DigitCandidate candidate) {}

  /** A candidate, its primitives as bits relative to the first one, and its cost. */
  private record Step(DigitCandidate candidate, long explained, double cost) {}

  /** Returns the chosen candidates. */
  static List<DigitCandidate> find(
      int primitives, List<DigitCandidate> candidates, ToDoubleFunction<DigitCandidate> cost) {
    int[] places = placesByCluster(primitives, candidates);
    List<List<Step>> startingAt = new ArrayList<>();
    for (int i = 0; i < primitives; i++) {
      startingAt.add(new ArrayList<>());
    }
    for (DigitCandidate candidate : candidates) {
      int first = primitives;
      int last = 0;
      for (int primitive : candidate.primitives) {
        first = Math.min(first, places[primitive]);
        last = Math.max(last, places[primitive]);
      }
      if (last - first <= WINDOW) {
        long explained = 0;
        for (int primitive : candidate.primitives) {
          explained |= 1L << (places[primitive] - first);
        }
        startingAt.get(first).add(new Step(candidate, explained, cost.applyAsDouble(candidate)));
      }
    }
    // For each first unexplained primitive: the explained ones after it, as bits.
    List<Map<Long, Node>> layers = new ArrayList<>();
    for (int i = 0; i <= primitives; i++) {
      layers.add(new HashMap<>());
    }
    layers.get(0).put(0L, new Node(0, null, null));
    for (int i = 0; i < primitives; i++) {
      for (Map.Entry<Long, Node> entry : cheapest(layers.get(i))) {
        for (Step step : startingAt.get(i)) {
          if ((entry.getKey() & step.explained) == 0) {
            long explained = entry.getKey() | step.explained;
            int next = Long.numberOfTrailingZeros(~explained);
            Node node =
                new Node(entry.getValue().cost + step.cost, entry.getValue(), step.candidate);
            layers
                .get(i + next)
                .merge(explained >>> next, node, (a, b) -> a.cost <= b.cost ? a : b);
          }
        }
      }
      layers.get(i).clear();
    }
    List<DigitCandidate> chosen = new ArrayList<>();
    for (Node node = layers.get(primitives).get(0L);
        node != null && node.candidate != null;
        node = node.previous) {
      chosen.add(0, node.candidate);
    }
    return chosen;
  }

  /**
   * Orders the primitives by clusters that are linked by candidates, each from left to right. The
   * choices in one line then do not multiply with those in another.
   */
  private static int[] placesByCluster(int primitives, List<DigitCandidate> candidates) {
    int[] roots = new int[primitives];
    for (int i = 0; i < primitives; i++) {
      roots[i] = i;
    }
    for (DigitCandidate candidate : candidates) {
      for (int primitive : candidate.primitives) {
        int one = root(roots, primitive);
        int other = root(roots, candidate.primitives[0]);
        roots[Math.max(one, other)] = Math.min(one, other);
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < primitives; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> root(roots, i)));
    int[] places = new int[primitives];
    for (int i = 0; i < primitives; i++) {
      places[order.get(i)] = i;
    }
    return places;
  }

  private static int root(int[] roots, int i) {
    int root = i;
    while (roots[root] != root) {
      root = roots[root];
    }
    return root;
  }

  private static List<Map.Entry<Long, Node>> cheapest(Map<Long, Node> layer) {
    List<Map.Entry<Long, Node>> nodes = new ArrayList<>(layer.entrySet());
    if (nodes.size() > BEAM) {
      nodes.sort(Comparator.comparingDouble(node -> node.getValue().cost));
      return nodes.subList(0, BEAM);
    }
    return nodes;
  }
}
