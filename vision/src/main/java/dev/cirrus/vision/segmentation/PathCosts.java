package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.DigitScorer;

/**
 * The costs of candidates, which a path adds up, in nats. The surprise of the classifier counts
 * unweighted, and priors are weighted relative to it. The weights were set by hand and checked on
 * lines, sheets, crops and symbols drawn from the validation writers' strokes; check them again
 * when the model changes.
 */
public final class PathCosts {
  /** With a larger share of ink at the border, paper and ink may have been confused. */
  public static final double DOUBTFUL_BORDER = 0.02;

  /** A photograph with more digits than this is not a tight crop. */
  public static final int FEW_DIGITS = 3;

  /** A photograph that costs more than this to read may be a tight crop. */
  public static final double DOUBTFUL_COST = 3;

  /** A digit with at least this probability is clear. */
  public static final double CLEAR = 0.9;

  /**
   * A page or sheet with a smaller share of clear digits among its marks may show something else.
   */
  public static final double UNCLEAR_PAGE = 0.6;

  /**
   * A photograph with a smaller share of clear digits among its marks shows something else. Of
   * photographed letters, grids and textures, nearly all have less; the sheets with the validation
   * writers' digits that read correctly have at least 0.5, and a digit in parentheses has 0.33.
   */
  public static final double LEAST_CLEAR_SHARE = 0.3;

  /** A page is upright if at least this share of its marks are clear digits. */
  public static final double CERTAIN_PAGE = 0.95;

  /**
   * The same page is upright only if its marks have at least this mean certainty, too. Of pages of
   * the validation writers' digits, 85 % have more if they are upright, few if they are not.
   */
  public static final double UPRIGHT_PAGE = 6.5;

  /**
   * A page is turned only if its marks have at least this mean certainty then. That is so for 99 %
   * of turned pages of digits, and for one in twenty of words.
   */
  public static final double TURNED_PAGE = 4.5;

  /**
   * A page is turned only if its marks are this much more certain then, all together: a thousand
   * times as likely to be right. Of 720 lines and pages of one to forty digits by the validation
   * writers, none is more than 3.5 more certain upside down or sideways.
   */
  static final double TURN = 6.9;

  /** The cost if the whole border is ink: usually the border is paper. */
  private static final double INK_AT_BORDER = 6;

  /** The cost of a local estimate of the paper, which is rarely right if two tones read as well. */
  private static final double LOCAL = 2;

  /** The weight of the merge model relative to the classifier. */
  private static final double MERGE_WEIGHT = 0.5;

  /** The cost of rejecting a mark with the size of a digit. */
  private static final double REJECT = 1.0;

  /** A mark wider than this, in digit sizes, takes the place of more than one digit. */
  private static final double MARK_WIDTH = 0.9;

  /** The additional cost of rejecting a mark if one of its parts is a clear digit. */
  static final double REJECTED_DIGIT = 1.0;

  /** A mark narrower than this, in digit sizes, may be flat, such as a bar or a dash. */
  private static final double DIGIT_WIDTH = 0.6;

  /** Rejecting marks smaller than this share of a digit costs less, down to a tenth. */
  private static final double SMALL = 0.4;

  private static final double SMALLEST_SHARE = 0.1;

  /** The free difference in size between a digit and its neighbours, as a logarithm. */
  private static final double SIZE_TOLERANCE = 0.35;

  /** The cost of a larger difference, by the square of the logarithm. */
  private static final double SIZE_WEIGHT = 6;

  /** The largest cost of a large digit's size if too few other digits show that it is unusual. */
  private static final double MAX_UNUSUAL = 3;

  /** The width of a digit in its heights that is free, and the cost by the logarithm beyond it. */
  private static final double WIDE = 1.15;

  private static final double WIDE_WEIGHT = 2;

  /** The largest cost of the width beside few digits: a horizontal stroke may still be a one. */
  private static final double MAX_WIDE = 1.5;

  /**
   * A solid mark shorter than this, in its own widths, is a dot; a one is longer, even with a wide
   * pen. A disc fills 0.95 of the rectangle with its moments, a ring 0.7.
   */
  private static final double DOT_LENGTH = 2.6;

  private static final double DOT_FULLNESS = 0.95;

  /** The least share of its convex hull that a dot fills: a short one may have a flag or a foot. */
  private static final double DOT_CONVEXITY = 0.97;

  private static final double DOT = 4;

  /** The cost of reading a mark as a digit that cannot be one. */
  private static final double SYMBOL = 8;

  /** The cost of a one that was cut from other ink: the stems of most letters look like ones. */
  private static final double CUT_ONE = 0.8;

  /** The cost of cutting a stroke, and of each stroke width that the cut is thicker. */
  private static final double CUT = 0.75;

  private static final double THIN = 1.2;
  private static final double CUT_THICKNESS = 0.8;

  /** The largest surprise: no classifier is more certain than that. */
  private static final double MAX_SURPRISE = 9;

  private static final double MIN_MERGE = -4;
  private static final double MAX_MERGE = 6;

  /** The largest cost of the border at which clear digits that explain all ink are certain. */
  public static final double CERTAIN_BORDER = 0.35 * INK_AT_BORDER;

  private PathCosts() {}

  /** Returns the cost of a share of ink at the picture's border. */
  public static double border(double ink, boolean local) {
    return INK_AT_BORDER * ink + (local ? LOCAL : 0);
  }

  /** Returns the cost of joining two pieces of ink; negative if they are likely one digit. */
  static double merge(ConnectedComponent one, ConnectedComponent other, double gap) {
    double p = MergeModel.probability(MergeFeatures.of(one, other, gap));
    return MERGE_WEIGHT * Math.max(MIN_MERGE, Math.min(MAX_MERGE, Math.log((1 - p) / p)));
  }

  /** Returns the cost of a cut by the ink that it crosses, in stroke widths. */
  static double cut(double thickness) {
    return CUT + CUT_THICKNESS * Math.max(0, thickness - THIN);
  }

  /** The cost of a candidate as a digit, apart from its geometry's. */
  static double digit(DigitCandidate candidate, DigitContext context) {
    double size = context.size(candidate);
    boolean certain = context.isCertain();
    double cost = surprise(candidate.bestDigit());
    double unusual = unusualSize(candidate, context);
    boolean mayBeAlone = candidate.ink.longer() > size && !candidate.isOne() && !certain;
    cost += mayBeAlone ? Math.min(MAX_UNUSUAL, unusual) : unusual;
    if (candidate.width() > WIDE * candidate.height() && candidate.width() > DIGIT_WIDTH * size) {
      double wide = Math.log(candidate.width() / (WIDE * candidate.height()));
      cost += certain ? WIDE_WEIGHT * wide : Math.min(MAX_WIDE, WIDE_WEIGHT * wide);
    }
    if (isSymbol(candidate, context)) {
      cost += SYMBOL;
    } else if (candidate.isDot) {
      cost += candidate.isOne() ? SYMBOL : DOT;
    }
    if (candidate.isCut && candidate.isOne()) {
      cost += CUT_ONE;
    }
    return cost;
  }

  /** Returns whether a mark has the shape of a dot. */
  static boolean isDot(ConnectedComponent mark) {
    PrincipalAxes axes = PrincipalAxes.of(mark);
    return axes.length < DOT_LENGTH * axes.width
        && mark.area >= DOT_FULLNESS * axes.length * axes.width
        && mark.area >= DOT_CONVEXITY * ConvexHull.pixels(mark);
  }

  /** Returns whether a candidate is as large as the digits beside it. */
  static boolean hasUsualSize(DigitCandidate candidate, double size) {
    return Math.abs(Math.log(candidate.ink.longer() / size)) <= SIZE_TOLERANCE;
  }

  /** The cost of a candidate as a mark that is not a digit, apart from its geometry's. */
  static double reject(DigitCandidate candidate, DigitContext context) {
    double size = context.size(candidate);
    double share = Math.max(SMALLEST_SHARE, Math.min(1, candidate.ink.longer() / (SMALL * size)));
    double digits = Math.max(1, candidate.width() / (MARK_WIDTH * size));
    double none =
        isSymbol(candidate, context)
            ? 0
            : candidate.isScored() ? noDigit(candidate, context) : REJECT;
    return (REJECT * digits + none) * share;
  }

  private static boolean isSymbol(DigitCandidate candidate, DigitContext context) {
    return candidate.isSymbol || context.isBlot(candidate) || context.isSlash(candidate);
  }

  /** Returns the cost of a size that differs from that of the digits beside a candidate. */
  private static double unusualSize(DigitCandidate candidate, DigitContext context) {
    double difference = Math.abs(Math.log(candidate.ink.longer() / context.size(candidate)));
    double tolerance = context.isCertain() ? SIZE_TOLERANCE : 2 * SIZE_TOLERANCE;
    double beyond = Math.max(0, difference - tolerance);
    return SIZE_WEIGHT * beyond * beyond;
  }

  /**
   * Returns the surprise of a candidate that is not a digit. The classifier doesn't see the size,
   * so it takes a comma for a one; beside digits, the size changes the odds.
   */
  private static double noDigit(DigitCandidate candidate, DigitContext context) {
    boolean isSmall = context.count() > 0 && candidate.ink.longer() < context.size(candidate);
    if (!isSmall) {
      return surprise(candidate.notADigit());
    }
    double none = Math.max(1e-9, candidate.notADigit());
    double odds = (1 - none) / none * Math.exp(-unusualSize(candidate, context));
    return Math.min(MAX_SURPRISE, Math.log1p(odds));
  }

  /**
   * Returns how certain it is that an image shows a digit that is upright, in nats. Zeros and ones
   * look the same upside down. Other digits may look like digits, too, but not as certainly.
   */
  static double certainty(float[] scores) {
    int best = 0;
    for (int i = 1; i < DigitScorer.NOT_A_DIGIT; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best <= 1 ? 0 : surprise(1 - scores[best]);
  }

  private static double surprise(double probability) {
    return Math.min(MAX_SURPRISE, -Math.log(Math.max(1e-9, probability)));
  }
}
