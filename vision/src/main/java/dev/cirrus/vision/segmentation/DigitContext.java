package dev.cirrus.vision.segmentation;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** The size and pen of the digits chosen so far, which change the costs of further candidates. */
final class DigitContext {
  /** With fewer digits, the usual size and pen are uncertain. */
  private static final int CERTAIN = 3;

  /** Strokes thinner than this share of the usual ones are of another pen or a ruled line. */
  private static final double THIN = 0.4;

  /** Marks smaller than this share of the largest line's, with thinner strokes, may be print. */
  private static final double PRINT_SIZE = 0.55;

  private static final double PRINT_STROKE = 0.8;

  /**
   * Small marks with thin strokes are print if fewer than this share of them are clear digits. Of
   * receipts' print, which is mostly letters, at most 0.6 are; of small lines drawn from the
   * validation writers' digits, mostly four fifths or more.
   */
  private static final double MOSTLY_DIGITS = 0.65;

  private final List<DigitCandidate> digits;
  private final double defaultSize;
  private final double stroke;
  private double handwritingSize;
  private double handwritingStroke;
  private boolean hasPrint;

  /**
   * Creates the context.
   *
   * @param others the marks that are not digits
   * @param defaultSize the usual size of a digit if none is known
   */
  DigitContext(List<DigitCandidate> digits, List<DigitCandidate> others, double defaultSize) {
    this.defaultSize = defaultSize;
    for (List<DigitCandidate> line : TextLines.of(digits)) {
      List<DigitCandidate> clear =
          line.stream().filter(digit -> digit.bestDigit() >= PathCosts.CLEAR).toList();
      double size = median(clear, digit -> digit.ink.longer());
      // Every streak looks like a one.
      if (size > handwritingSize && !clear.stream().allMatch(DigitCandidate::isOne)) {
        handwritingSize = size;
        handwritingStroke = median(clear, digit -> digit.ink.strokeWidth());
      }
    }
    List<DigitCandidate> small =
        Stream.concat(digits.stream(), others.stream()).filter(this::isSmall).toList();
    List<DigitCandidate> clear =
        small.stream().filter(mark -> mark.bestDigit() >= PathCosts.CLEAR).toList();
    hasPrint =
        clear.size() < MOSTLY_DIGITS * small.size()
            || clear.stream().allMatch(DigitCandidate::isOne);
    this.digits = digits.stream().filter(digit -> !isPrint(digit)).toList();
    stroke = median(this.digits, digit -> digit.ink.strokeWidth());
  }

  int count() {
    return digits.size();
  }

  boolean isCertain() {
    return digits.size() >= CERTAIN;
  }

  /** Returns whether a candidate differs from the digits, because of another pen or print. */
  boolean isForeign(DigitCandidate candidate) {
    return (isCertain() && candidate.ink.strokeWidth() < THIN * stroke) || isPrint(candidate);
  }

  private boolean isPrint(DigitCandidate candidate) {
    return hasPrint && isSmall(candidate);
  }

  private boolean isSmall(DigitCandidate candidate) {
    return candidate.ink.longer() < PRINT_SIZE * handwritingSize
        && candidate.ink.strokeWidth() < PRINT_STROKE * handwritingStroke;
  }

  /** Returns the usual size of the digits beside a candidate, or of all digits. */
  double size(DigitCandidate candidate) {
    int middle = (candidate.top() + candidate.bottom()) / 2;
    List<DigitCandidate> beside =
        digits.stream().filter(digit -> digit.top() <= middle && middle <= digit.bottom()).toList();
    if (digits.isEmpty()) {
      return defaultSize;
    }
    return median(beside.size() < CERTAIN ? digits : beside, digit -> digit.ink.longer());
  }

  private static double median(List<DigitCandidate> of, ToIntFunction<DigitCandidate> measure) {
    int[] values = of.stream().mapToInt(measure).sorted().toArray();
    return values.length == 0 ? 0 : values[values.length / 2];
  }
}
