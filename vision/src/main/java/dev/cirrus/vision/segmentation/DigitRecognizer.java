package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.DigitScorer;
import dev.cirrus.vision.TooComplexException;
import dev.cirrus.vision.binarization.InkMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the digits in ink: proposes candidates, scores them and chooses those that explain the ink
 * best.
 */
public final class DigitRecognizer {
  /** Smaller components are dust, in pixels and as a share of the picture's longer side. */
  private static final int SMALLEST = 4;

  private static final double DUST = 0.012;

  /** The number of largest components among which dashes of dotted strokes are looked for. */
  private static final int MAX_DASHES = 500;

  private final InkMap ink;
  private final @Nullable DigitScorer scorer;
  private final WorkBudget budget;
  private List<ConnectedComponent> primitives;
  private List<DigitCandidate> candidates;
  private SymbolShapes shapes;

  /** The candidates of single primitives and of whole components, by their first primitive. */
  private final Map<Integer, List<DigitCandidate>> parts = new HashMap<>();

  private List<DigitCandidate> digits = List.of();
  private List<DigitCandidate> rejected = List.of();
  private double cost;
  private double size;

  /** Finds the digits. */
  public DigitRecognizer(
      InkMap ink,
      List<ConnectedComponent> components,
      @Nullable DigitScorer scorer,
      WorkBudget budget) {
    this.ink = ink;
    this.scorer = scorer;
    this.budget = budget;
    primitives = primitives(components);
    size = usualSize(primitives);
    candidates = new MergeProposer(primitives, size, scorer != null, budget).candidates();
    shapes = new SymbolShapes(primitives, budget);
    if (primitives.isEmpty()) {
      return;
    }
    score();
    choose();
    if (cut()) {
      score();
      choose();
    }
    // Repeated, because the digits chosen before change the costs of the candidates.
    choose();
  }

  /** Returns the digits, in no particular order. */
  public List<DigitCandidate> digits() {
    return digits;
  }

  public List<DigitCandidate> rejected() {
    return rejected;
  }

  /** Returns the number of rejected marks that are at least half as large as the usual digit. */
  public int largeRejected() {
    DigitContext context = new DigitContext(digits, rejected, size);
    return (int) rejected.stream().filter(c -> 2 * c.ink.longer() >= context.size(c)).count();
  }

  /**
   * Returns the number of components; a digit may have several, and several digits may share one.
   */
  public int componentCount() {
    return primitives.size();
  }

  public InkMap ink() {
    return ink;
  }

  public double cost() {
    return cost;
  }

  private List<ConnectedComponent> primitives(List<ConnectedComponent> components) {
    List<ConnectedComponent> largest = components;
    if (components.size() > MAX_DASHES) {
      largest = new ArrayList<>(components);
      largest.sort(Comparator.comparingInt(component -> -component.area));
      largest = largest.subList(0, MAX_DASHES);
    }
    List<ConnectedComponent> marks = withoutDust(components, ink);
    if (marks.size() > WorkBudget.MAX_COMPONENTS) {
      throw new TooComplexException(
          "expected at most " + WorkBudget.MAX_COMPONENTS + " marks but got " + marks.size());
    }
    List<ConnectedComponent> joined =
        BrokenStrokes.joined(DottedStrokes.joined(largest, budget), usualSize(marks), budget);
    joined = withoutDust(joined, ink);
    joined.sort(Comparator.comparingInt(component -> component.left));
    return joined;
  }

  /** Returns the components that are large enough for a mark. */
  static List<ConnectedComponent> withoutDust(List<ConnectedComponent> components, InkMap ink) {
    double least = Math.max(SMALLEST, DUST * Math.max(ink.width(), ink.height()));
    List<ConnectedComponent> marks = new ArrayList<>(components);
    marks.removeIf(component -> component.longer() < least);
    return marks;
  }

  private void score() {
    List<DigitCandidate> unscored = new ArrayList<>();
    List<byte[]> images = new ArrayList<>();
    parts.clear();
    for (DigitCandidate candidate : candidates) {
      candidate.isSymbol = shapes.isSymbol(candidate.primitives);
      if (candidate.primitives.length == 1 || (!candidate.isMerged && !candidate.isCut)) {
        parts.computeIfAbsent(candidate.primitives[0], first -> new ArrayList<>()).add(candidate);
      }
      if (!candidate.isScored()) {
        unscored.add(candidate);
      }
    }
    if (scorer == null) {
      return;
    }
    budget.spendCandidates(unscored.size());
    for (DigitCandidate candidate : unscored) {
      budget.spend((long) candidate.width() * candidate.height());
      images.add(candidate.pixels(ink));
    }
    float[][] scores = scorer.score(images);
    for (int i = 0; i < scores.length; i++) {
      unscored.get(i).score(scores[i]);
      unscored.get(i).isDot = PathCosts.isDot(unscored.get(i).ink);
    }
    for (DigitCandidate candidate : candidates) {
      // The eyes and the mouth of a face fit together like the parts of a digit.
      candidate.isSymbol |=
          candidate.isMerged
              && candidate.bestDigit() < PathCosts.CLEAR
              && shapes.isEnclosed(candidate.primitives);
    }
  }

  /** Returns the length of the components that make up half of the length of all. */
  static double usualSize(List<ConnectedComponent> components) {
    List<ConnectedComponent> sorted = new ArrayList<>(components);
    sorted.sort(Comparator.comparingInt(ConnectedComponent::longer));
    long sum = 0;
    for (ConnectedComponent c : sorted) {
      sum += c.longer();
    }
    long below = 0;
    for (ConnectedComponent c : sorted) {
      below += c.longer();
      if (2 * below >= sum) {
        return c.longer();
      }
    }
    return 1;
  }

  private void choose() {
    DigitContext context = new DigitContext(digits, rejected, size);
    List<DigitCandidate> path =
        ShortestPath.find(primitives.size(), candidates, c -> pathCost(c, context));
    cost = 0;
    List<DigitCandidate> accepted = new ArrayList<>();
    List<DigitCandidate> others = new ArrayList<>();
    for (DigitCandidate c : path) {
      cost += pathCost(c, context);
      (isDigit(c, context) ? accepted : others).add(c);
    }
    digits = accepted;
    rejected = others;
  }

  private double pathCost(DigitCandidate c, DigitContext context) {
    // Parts that belong together need not be a digit: only the classifier decides that.
    if (isDigit(c, context)) {
      return PathCosts.digit(c, context) + c.geometryCost;
    }
    double cost = PathCosts.reject(c, context) + Math.max(0, c.geometryCost);
    return holdsDigit(c, context) ? cost + PathCosts.REJECTED_DIGIT : cost;
  }

  private static boolean isDigit(DigitCandidate c, DigitContext context) {
    return !(c.isScored() && context.isForeign(c))
        && PathCosts.digit(c, context) <= PathCosts.reject(c, context);
  }

  /**
   * Returns whether a part of a mark is a clear digit that has the size of others in the picture or
   * lies inside another part.
   */
  private boolean holdsDigit(DigitCandidate c, DigitContext context) {
    if (c.primitives.length == 1) {
      return false;
    }
    boolean encloses = false;
    for (int primitive : c.primitives) {
      encloses |= shapes.encloses(primitive);
    }
    double usual = context.size(c);
    for (int primitive : c.primitives) {
      for (DigitCandidate part : parts.getOrDefault(primitive, List.of())) {
        if (part != c
            && part.bestDigit() >= PathCosts.CLEAR
            && !part.isSymbol
            && (encloses || (context.count() > 0 && PathCosts.hasUsualSize(part, usual)))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Proposes cuts of marks that may be several digits; returns false if there are none. */
  private boolean cut() {
    DigitContext context = new DigitContext(digits, rejected, size);
    CutProposer proposer = new CutProposer(primitives, shapes, scorer != null, budget);
    digits.forEach(digit -> proposer.cut(digit, context.size(digit)));
    rejected.forEach(mark -> proposer.cut(mark, context.size(mark)));
    if (!proposer.hasCuts()) {
      return false;
    }
    primitives = proposer.primitives();
    candidates = proposer.candidates(candidates);
    shapes = new SymbolShapes(primitives, budget);
    return true;
  }
}
