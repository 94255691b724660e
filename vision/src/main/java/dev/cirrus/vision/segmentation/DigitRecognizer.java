package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.DigitScorer;
import dev.cirrus.vision.TooComplexException;
import dev.cirrus.vision.binarization.InkMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

  /** The largest number of primitives in a candidate. */
  private static final int MAX_PARTS = 5;

  /** The largest width of several pieces of a cut component in their heights. */
  private static final double WIDEST_RUN = 1.6;

  /**
   * The largest cost of adding a primitive to a candidate. Without a scorer, nothing rejects a
   * wrong candidate later, so less is proposed.
   */
  private static final double MAX_MERGE = 1.8;

  private static final double MAX_UNSCORED_MERGE = 1.2;

  /** Marks lower than this, in digit sizes, are parts of digits, dashes or dots: never cut. */
  private static final double LOWEST_CUT = 0.4;

  /** Marks narrower than this, in their heights, are one stroke: two digits need two. */
  private static final double NARROWEST_CUT = 0.4;

  /** A mark wider than this, in its heights, may be two digits even if it reads as one. */
  private static final double WIDEST_DIGIT = 1.05;

  /**
   * The same limit without a scorer: a wide digit that is cut stays cut, so only marks wider than
   * nearly all single digits are.
   */
  private static final double WIDEST_UNSCORED_DIGIT = 1.25;

  /** Without a scorer, the largest thickness of a cut, in stroke widths: a single stroke. */
  private static final double THICKEST_UNSCORED_CUT = 1.5;

  /** Without a scorer, the least height of a piece as a share of the whole's height. */
  private static final double LOWEST_UNSCORED_PIECE = 0.72;

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
    candidates = candidates();
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
    // Chosen digits are the context of the next choice, so it may differ.
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
    double least = Math.max(SMALLEST, DUST * Math.max(ink.width(), ink.height()));
    List<ConnectedComponent> marks =
        components.stream().filter(component -> component.longer() >= least).toList();
    if (marks.size() > WorkBudget.MAX_COMPONENTS) {
      throw new TooComplexException(
          "expected at most " + WorkBudget.MAX_COMPONENTS + " marks but got " + marks.size());
    }
    List<ConnectedComponent> joined =
        new ArrayList<>(
            BrokenStrokes.joined(DottedStrokes.joined(largest, budget), usualSize(marks), budget));
    joined.removeIf(component -> component.longer() < least);
    joined.sort(Comparator.comparingInt(component -> component.left));
    return joined;
  }

  /** Returns each primitive alone, and neighbours together if they are likely one digit. */
  private List<DigitCandidate> candidates() {
    ComponentGraph graph = new ComponentGraph(primitives, size, budget);
    List<DigitCandidate> grown = new ArrayList<>();
    for (int i = 0; i < primitives.size(); i++) {
      grown.add(new DigitCandidate(new int[] {i}, primitives.get(i), 0));
    }
    List<DigitCandidate> all = new ArrayList<>(grown);
    for (int parts = 2; parts <= MAX_PARTS && !grown.isEmpty(); parts++) {
      grown = withOneMorePart(grown, graph);
      all.addAll(grown);
    }
    return all;
  }

  /** Merges each candidate with each of its neighbours. */
  private List<DigitCandidate> withOneMorePart(
      List<DigitCandidate> candidates, ComponentGraph graph) {
    Map<String, DigitCandidate> merged = new HashMap<>();
    for (DigitCandidate candidate : candidates) {
      graph
          .neighbours(candidate.primitives)
          .forEach((other, gap) -> {
            budget.spend(100);
            double step = PathCosts.merge(candidate.ink, primitives.get(other), gap);
            if (step < maxMerge() && isPlausible(candidate.ink, primitives.get(other))) {
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

  private double maxMerge() {
    return scorer == null ? MAX_UNSCORED_MERGE : MAX_MERGE;
  }

  private static boolean isPlausible(ConnectedComponent one, ConnectedComponent other) {
    int width = Math.max(one.right, other.right) - Math.min(one.left, other.left);
    int height = Math.max(one.bottom, other.bottom) - Math.min(one.top, other.top);
    return width <= 2 * height;
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
  private static double usualSize(List<ConnectedComponent> components) {
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

  /** A component cut into pieces, from left to right, with the cuts between them. */
  private record Pieces(List<ConnectedComponent> pieces, List<StrokeCutter.Cut> cuts) {}

  /** Proposes cuts of marks that may be several digits; returns false if there are none. */
  private boolean cut() {
    Map<Integer, Pieces> cutComponents = new HashMap<>();
    DigitContext context = new DigitContext(digits, rejected, size);
    List<DigitCandidate> suspects = new ArrayList<>(digits);
    suspects.addAll(rejected);
    for (DigitCandidate digit : suspects) {
      for (int primitive : digit.primitives) {
        ConnectedComponent part = primitives.get(primitive);
        if (!shapes.encloses(primitive) && mayTouch(digit, part, context.size(digit))) {
          List<StrokeCutter.Cut> cuts = StrokeCutter.cuts(part, budget);
          if (scorer == null) {
            cuts.removeIf(cut -> !isClear(part, cut));
          }
          List<ConnectedComponent> pieces = StrokeCutter.pieces(part, cuts);
          if (pieces.size() == cuts.size() + 1 && pieces.size() > 1) {
            cutComponents.put(primitive, new Pieces(pieces, cuts));
          }
        }
      }
    }
    if (cutComponents.isEmpty()) {
      return false;
    }
    replace(cutComponents);
    return true;
  }

  /** Returns whether both pieces of a cut could be digits; serves in place of a scorer. */
  private static boolean isClear(ConnectedComponent part, StrokeCutter.Cut cut) {
    return cut.thickness() <= THICKEST_UNSCORED_CUT
        && cut.crossesOneStroke(part)
        && StrokeCutter.pieces(part, List.of(cut)).stream()
            .allMatch(piece -> piece.height() >= LOWEST_UNSCORED_PIECE * part.height());
  }

  private boolean mayTouch(DigitCandidate digit, ConnectedComponent part, double usual) {
    if (part.height() < LOWEST_CUT * usual || part.width() < NARROWEST_CUT * part.height()) {
      return false;
    }
    if (scorer == null) {
      return part.width() > WIDEST_UNSCORED_DIGIT * part.height();
    }
    return part.width() > WIDEST_DIGIT * part.height() || digit.bestDigit() < PathCosts.CLEAR;
  }

  /** Replaces the components that were cut by their pieces, and updates the candidates. */
  private void replace(Map<Integer, Pieces> cutComponents) {
    List<ConnectedComponent> renewed = new ArrayList<>();
    int[] firsts = new int[primitives.size() + 1];
    for (int i = 0; i < primitives.size(); i++) {
      firsts[i] = renewed.size();
      Pieces cut = cutComponents.get(i);
      renewed.addAll(cut == null ? List.of(primitives.get(i)) : cut.pieces);
    }
    firsts[primitives.size()] = renewed.size();
    List<DigitCandidate> all = new ArrayList<>();
    for (DigitCandidate candidate : candidates) {
      int[] set =
          Arrays.stream(candidate.primitives)
              .flatMap(primitive -> IntStream.range(firsts[primitive], firsts[primitive + 1]))
              .toArray();
      all.add(candidate.over(set));
    }
    primitives = renewed;
    shapes = new SymbolShapes(primitives, budget);
    cutComponents.forEach((primitive, cut) -> addRuns(firsts[primitive], cut, all));
    candidates = all;
  }

  /** Adds sequences of neighbouring pieces as candidates. */
  private void addRuns(int first, Pieces cut, List<DigitCandidate> all) {
    int count = cut.pieces.size();
    for (int from = 0; from < count; from++) {
      for (int to = from; to < Math.min(count, from + MAX_PARTS); to++) {
        int[] set = IntStream.rangeClosed(first + from, first + to).toArray();
        ConnectedComponent ink = DigitCandidate.union(primitives, set);
        boolean whole = set.length == count;
        boolean plausible = set.length == 1 || ink.width() <= WIDEST_RUN * ink.height();
        if (plausible && !whole) {
          double before = from > 0 ? PathCosts.cut(cut.cuts.get(from - 1).thickness()) : 0;
          double after = to < count - 1 ? PathCosts.cut(cut.cuts.get(to).thickness()) : 0;
          // The pieces on both sides of a cut share its cost.
          DigitCandidate run =
              new DigitCandidate(set, ink, scorer == null ? 0 : (before + after) / 2);
          run.isCut = true;
          all.add(run);
        }
      }
    }
  }
}
