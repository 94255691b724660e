package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Proposes to cut primitives that may be several touching digits. */
final class CutProposer {
  /** The largest width of several pieces of a cut component in their heights. */
  private static final double WIDEST_RUN = 1.6;

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

  private final List<ConnectedComponent> uncut;
  private final SymbolShapes shapes;
  private final boolean isScored;
  private final WorkBudget budget;

  /** The pieces of the primitives that were cut, by index. */
  private final Map<Integer, Pieces> piecesOf = new HashMap<>();

  /** A component cut into pieces, from left to right, with the cuts between them. */
  private record Pieces(List<ConnectedComponent> pieces, List<StrokeCutter.Cut> cuts) {}

  /**
   * Creates a proposer.
   *
   * @param isScored whether a scorer rejects wrong candidates
   */
  CutProposer(
      List<ConnectedComponent> primitives,
      SymbolShapes shapes,
      boolean isScored,
      WorkBudget budget) {
    uncut = primitives;
    this.shapes = shapes;
    this.isScored = isScored;
    this.budget = budget;
  }

  /**
   * Cuts those primitives of a candidate that may be several digits.
   *
   * @param usual the usual size of digits around it
   */
  void cut(DigitCandidate candidate, double usual) {
    for (int primitive : candidate.primitives) {
      ConnectedComponent part = uncut.get(primitive);
      if (shapes.encloses(primitive) || !mayTouch(candidate, part, usual)) {
        continue;
      }
      List<StrokeCutter.Cut> cuts = StrokeCutter.cuts(part, budget);
      if (!isScored) {
        cuts.removeIf(each -> !isClear(part, each));
      }
      List<ConnectedComponent> pieces = StrokeCutter.pieces(part, cuts);
      if (pieces.size() == cuts.size() + 1 && pieces.size() > 1) {
        piecesOf.put(primitive, new Pieces(pieces, cuts));
      }
    }
  }

  boolean hasCuts() {
    return !piecesOf.isEmpty();
  }

  /** Returns all primitives; those that were cut are replaced by their pieces. */
  List<ConnectedComponent> primitives() {
    List<ConnectedComponent> renewed = new ArrayList<>();
    for (int i = 0; i < uncut.size(); i++) {
      Pieces parts = piecesOf.get(i);
      renewed.addAll(parts == null ? List.of(uncut.get(i)) : parts.pieces);
    }
    return renewed;
  }

  /** Returns the given candidates over the new primitives, and sequences of pieces as others. */
  List<DigitCandidate> candidates(List<DigitCandidate> candidates) {
    int[] firsts = firstPieces();
    List<DigitCandidate> all = new ArrayList<>();
    for (DigitCandidate candidate : candidates) {
      int[] set =
          Arrays.stream(candidate.primitives)
              .flatMap(primitive -> IntStream.range(firsts[primitive], firsts[primitive + 1]))
              .toArray();
      all.add(candidate.over(set));
    }
    List<ConnectedComponent> renewed = primitives();
    piecesOf.forEach((primitive, pieces) -> addRuns(firsts[primitive], pieces, renewed, all));
    return all;
  }

  /** Returns the new index of each primitive or of its first piece, and the number of all. */
  private int[] firstPieces() {
    int[] firsts = new int[uncut.size() + 1];
    for (int i = 0; i < uncut.size(); i++) {
      Pieces parts = piecesOf.get(i);
      firsts[i + 1] = firsts[i] + (parts == null ? 1 : parts.pieces.size());
    }
    return firsts;
  }

  private boolean mayTouch(DigitCandidate digit, ConnectedComponent part, double usual) {
    if (part.height() < LOWEST_CUT * usual || part.width() < NARROWEST_CUT * part.height()) {
      return false;
    }
    if (!isScored) {
      return part.width() > WIDEST_UNSCORED_DIGIT * part.height();
    }
    return part.width() > WIDEST_DIGIT * part.height() || digit.bestDigit() < PathCosts.CLEAR;
  }

  /** Returns whether both pieces of a cut could be digits; serves in place of a scorer. */
  private static boolean isClear(ConnectedComponent part, StrokeCutter.Cut cut) {
    return cut.thickness() <= THICKEST_UNSCORED_CUT
        && cut.crossesOneStroke(part)
        && StrokeCutter.pieces(part, List.of(cut)).stream()
            .allMatch(piece -> piece.height() >= LOWEST_UNSCORED_PIECE * part.height());
  }

  /** Adds sequences of neighbouring pieces as candidates. */
  private void addRuns(
      int first, Pieces cut, List<ConnectedComponent> renewed, List<DigitCandidate> all) {
    int count = cut.pieces.size();
    for (int from = 0; from < count; from++) {
      for (int to = from; to < Math.min(count, from + DigitCandidate.MAX_PARTS); to++) {
        int[] set = IntStream.rangeClosed(first + from, first + to).toArray();
        ConnectedComponent ink = DigitCandidate.union(renewed, set);
        boolean whole = set.length == count;
        boolean plausible = set.length == 1 || ink.width() <= WIDEST_RUN * ink.height();
        if (plausible && !whole) {
          double before = from > 0 ? PathCosts.cut(cut.cuts.get(from - 1).thickness()) : 0;
          double after = to < count - 1 ? PathCosts.cut(cut.cuts.get(to).thickness()) : 0;
          // The pieces on both sides of a cut share its cost.
          DigitCandidate run = new DigitCandidate(set, ink, isScored ? (before + after) / 2 : 0);
          run.isCut = true;
          all.add(run);
        }
      }
    }
  }
}
