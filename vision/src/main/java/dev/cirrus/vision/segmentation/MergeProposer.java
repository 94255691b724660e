package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Proposes to merge neighbouring primitives that are likely one digit. */
final class MergeProposer {
  /**
   * The largest cost of adding a primitive to a candidate. Without a scorer, nothing rejects a
   * wrong candidate later, so less is proposed.
   */
  private static final double MAX_MERGE = 1.8;

  private static final double MAX_UNSCORED_MERGE = 1.2;

  private final List<ConnectedComponent> primitives;
  private final ComponentGraph graph;
  private final double maxMerge;
  private final WorkBudget budget;

  /**
   * Creates a proposer.
   *
   * @param size the usual size of digits
   * @param isScored whether a scorer rejects wrong candidates
   */
  MergeProposer(
      List<ConnectedComponent> primitives, double size, boolean isScored, WorkBudget budget) {
    this.primitives = primitives;
    this.budget = budget;
    graph = new ComponentGraph(primitives, size, budget);
    maxMerge = isScored ? MAX_MERGE : MAX_UNSCORED_MERGE;
  }

  /** Returns each primitive alone, and neighbours together if they are likely one digit. */
  List<DigitCandidate> candidates() {
    List<DigitCandidate> grown = new ArrayList<>();
    for (int i = 0; i < primitives.size(); i++) {
      grown.add(new DigitCandidate(new int[] {i}, primitives.get(i), 0));
    }
    List<DigitCandidate> all = new ArrayList<>(grown);
    for (int parts = 2; parts <= DigitCandidate.MAX_PARTS && !grown.isEmpty(); parts++) {
      grown = withOneMorePart(grown);
      all.addAll(grown);
    }
    return all;
  }

  /** Merges each candidate with each of its neighbours. */
  private List<DigitCandidate> withOneMorePart(List<DigitCandidate> candidates) {
    Map<String, DigitCandidate> merged = new HashMap<>();
    for (DigitCandidate candidate : candidates) {
      graph
          .neighbours(candidate.primitives)
          .forEach((other, gap) -> {
            budget.spend(100);
            double step = PathCosts.merge(candidate.ink, primitives.get(other), gap);
            if (step < maxMerge && isPlausible(candidate.ink, primitives.get(other))) {
              addMerge(merged, candidate, other, candidate.geometryCost + step);
            }
          });
    }
    return new ArrayList<>(merged.values());
  }

  /** Adds a merge, unless the same primitives were merged in a better order. */
  private void addMerge(
      Map<String, DigitCandidate> merged, DigitCandidate candidate, int other, double cost) {
    int[] set = Arrays.copyOf(candidate.primitives, candidate.primitives.length + 1);
    set[set.length - 1] = other;
    Arrays.sort(set);
    String key = Arrays.toString(set);
    DigitCandidate known = merged.get(key);
    if (known == null || cost < known.geometryCost) {
      ConnectedComponent union = known == null ? DigitCandidate.union(primitives, set) : known.ink;
      DigitCandidate merge = new DigitCandidate(set, union, cost);
      merge.isMerged = true;
      merged.put(key, merge);
    }
    if (merged.size() > WorkBudget.MAX_CANDIDATES) {
      budget.spendCandidates(merged.size());
    }
  }

  private static boolean isPlausible(ConnectedComponent one, ConnectedComponent other) {
    int width = Math.max(one.right, other.right) - Math.min(one.left, other.left);
    int height = Math.max(one.bottom, other.bottom) - Math.min(one.top, other.top);
    return width <= 2 * height;
  }
}
