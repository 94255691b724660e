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

  /** A dot in strokes wider than this times the usual ones is a hole in the paper or a blot. */
  private static final double BLOT = 2;

  /**
   * The least height of a slash, in digit sizes. Of 27 straight ones of the validation writers that
   * lean to the right, one is that high.
   */
  private static final double SLASH_HEIGHT = 1.1;

  /** Marks smaller than this share of the largest line's may be print. */
  private static final double PRINT_SIZE = 0.55;

  private static final double PRINT_STROKE = 0.8;

  /**
   * Small marks with thin strokes are print if fewer than this share of them are clear digits. Of
   * receipts' print, which is mostly letters, at most 0.6 are; of small lines drawn from the
   * validation writers' digits, mostly four fifths or more.
   */
  private static final double MOSTLY_DIGITS = 0.65;

  /** With fewer small digits, it is uncertain whether they have the same height by chance. */
  private static final int MIN_PRINTED = 6;

  /**
   * Small digits are print if at least this share of them has the same height. Of the validation
   * writers' digits, about half differ by more than the tolerance.
   */
  private static final double SAME_HEIGHT_SHARE = 0.8;

  /** The tolerance, as a share of the height; one pixel more because of rough edges. */
  private static final double SAME_HEIGHT = 0.02;

  private final List<DigitCandidate> digits;
  private final double defaultSize;
  private final double stroke;
  private double handwritingSize;
  private double handwritingStroke;
  private boolean hasPrint;
  private boolean hasThinPrint;

  /**
   * Creates the context.
   *
   * @param others the marks that are not digits
   * @param defaultSize the usual size of a digit if none is known
   */
  DigitContext(List<DigitCandidate> digits, List<DigitCandidate> others, double defaultSize) {
    this.defaultSize = defaultSize;
    for (List<DigitCandidate> line : TextLines.of(digits)) {
      List<DigitCandidate> clear = clear(line);
      double size = median(clear, digit -> digit.ink.longer());
      // Every streak looks like a one.
      if (size > handwritingSize && !clear.stream().allMatch(DigitCandidate::isOne)) {
        handwritingSize = size;
        handwritingStroke = median(clear, digit -> digit.ink.strokeWidth());
      }
    }
    List<DigitCandidate> small =
        Stream.concat(digits.stream(), others.stream()).filter(this::isSmall).toList();
    hasPrint = haveSameHeight(clear(small).stream().filter(digit -> !digit.isOne()).toList());
    List<DigitCandidate> thin = small.stream().filter(this::isThin).toList();
    hasThinPrint =
        clear(thin).size() < MOSTLY_DIGITS * thin.size()
            || clear(thin).stream().allMatch(DigitCandidate::isOne);
    this.digits = digits.stream().filter(digit -> !isPrint(digit)).toList();
    List<DigitCandidate> strokes = this.digits.stream().filter(digit -> !digit.isDot).toList();
    stroke = median(strokes, digit -> digit.ink.strokeWidth());
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

  /** Returns whether a candidate is a hole for a ring binder, or a blot. */
  boolean isBlot(DigitCandidate candidate) {
    return candidate.isDot
        && isCertain()
        && stroke > 0
        && candidate.ink.strokeWidth() > BLOT * stroke;
  }

  /** Returns whether a candidate is a slash, as in a date: it looks like a one but is higher. */
  boolean isSlash(DigitCandidate candidate) {
    return isCertain()
        && candidate.isOne()
        && candidate.height() >= SLASH_HEIGHT * size(candidate)
        && PrincipalAxes.of(candidate.ink).isSlash();
  }

  private boolean isPrint(DigitCandidate candidate) {
    return isSmall(candidate) && (hasPrint || (hasThinPrint && isThin(candidate)));
  }

  private boolean isSmall(DigitCandidate candidate) {
    return candidate.ink.longer() < PRINT_SIZE * handwritingSize;
  }

  private boolean isThin(DigitCandidate candidate) {
    return candidate.ink.strokeWidth() < PRINT_STROKE * handwritingStroke;
  }

  private static boolean haveSameHeight(List<DigitCandidate> small) {
    double usual = median(small, DigitCandidate::height);
    double tolerance = 1 + SAME_HEIGHT * usual;
    long same =
        small.stream().filter(digit -> Math.abs(digit.height() - usual) <= tolerance).count();
    return small.size() >= MIN_PRINTED && same >= SAME_HEIGHT_SHARE * small.size();
  }

  private static List<DigitCandidate> clear(List<DigitCandidate> marks) {
    return marks.stream().filter(mark -> mark.bestDigit() >= PathCosts.CLEAR).toList();
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
