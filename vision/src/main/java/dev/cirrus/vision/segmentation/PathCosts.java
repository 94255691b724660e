package dev.cirrus.vision.segmentation;

/**
 * The costs that a path over the candidates adds up, in nats: a classifier's surprise counts as it
 * is, priors are weighed against it. They were set by hand and checked on lines, sheets, crops and
 * symbols drawn from the validation writers' strokes; check them again when the model changes.
 */
public final class PathCosts {
  /** Above this share of ink at the border, paper and ink may be mistaken for each other. */
  public static final double DOUBTFUL_BORDER = 0.02;

  /** With more digits found, a photograph is not a tight crop. */
  public static final int FEW_DIGITS = 3;

  /** A photograph whose reading costs more may be a crop. */
  public static final double DOUBTFUL_COST = 3;

  /** A digit at least this likely is clear. */
  public static final double CLEAR = 0.9;

  /**
   * A page with a smaller share of clear digits among its marks may be turned. Of pages drawn from
   * the validation writers' digits, those that are upright have nearly always a share of 1, those
   * that are turned about 0.3; symbols beside digits lower it.
   */
  public static final double UNCLEAR_PAGE = 0.6;

  /** A page is turned only if that gives it this share of clear digits. */
  public static final double CLEAR_PAGE = 0.8;

  /** No other orientation is tried for a page with this share of clear digits. */
  public static final double CERTAIN_PAGE = 0.95;

  /** What dominates the border is usually paper: costs this much if all of it is ink. */
  private static final double INK_AT_BORDER = 6;

  /** Paper learned place by place is seldom right where two tones read as well. */
  private static final double LOCAL = 2;

  /** How much the merge model counts beside the classifier. */
  private static final double MERGE_WEIGHT = 0.5;

  /** The cost of a mark of a digit's size that is not a digit. */
  private static final double REJECT = 1.0;

  /** Wider marks, in the size of digits, take the place of more than one digit. */
  private static final double MARK_WIDTH = 0.9;

  /** The cost of rejecting, beside other digits, a mark one part of which is a clear digit. */
  static final double REJECTED_DIGIT = 1.0;

  /** Marks narrower than this, in the size of digits, may be flat: a bar, a dash. */
  private static final double DIGIT_WIDTH = 0.6;

  /** Marks smaller than this share of a digit are cheaper to reject, down to a tenth. */
  private static final double SMALL = 0.4;

  private static final double SMALLEST_SHARE = 0.1;

  /** How much a digit's size may differ from its neighbours', as a logarithm. */
  private static final double SIZE_TOLERANCE = 0.35;

  /** The cost of sizes beyond that, for the square of the logarithm. */
  private static final double SIZE_WEIGHT = 6;

  /** The most that a large digit's size costs while no others show that it is unusual. */
  private static final double MAX_UNUSUAL = 3;

  /** A digit is seldom wider than this, in its heights; the cost for the logarithm beyond it. */
  private static final double WIDE = 1.15;

  private static final double WIDE_WEIGHT = 2;

  /** The most that width costs beside few digits: a stroke that lies may still be a one. */
  private static final double MAX_WIDE = 1.5;

  /**
   * A mark shorter than this, in its own breadth, and without bends or loops is a dot: as wide as a
   * pen may be, a one is longer. A disc fills 0.95 of the rectangle with its moments, a ring 0.7.
   */
  private static final double DOT_LENGTH = 2.6;

  private static final double DOT_FULLNESS = 0.95;

  private static final double DOT = 4;

  /** The cost of taking a mark for a digit that can't be one. */
  private static final double SYMBOL = 8;

  /** The cost of a one that was cut from other ink: the stems of most letters look like ones. */
  private static final double CUT_ONE = 0.8;

  /** The cost of cutting a stroke, and of each stroke width that the cut is thicker. */
  private static final double CUT = 0.75;

  private static final double THIN = 1.2;
  private static final double CUT_THICKNESS = 0.8;

  /** Surprise beyond this is not meant: no classifier is that certain. */
  private static final double MAX_SURPRISE = 9;

  private static final double MIN_MERGE = -4;
  private static final double MAX_MERGE = 6;

  private PathCosts() {}

  /** The cost of taking this share of the picture's border for ink. */
  public static double border(double ink, boolean local) {
    return INK_AT_BORDER * ink + (local ? LOCAL : 0);
  }

  /** The cost of joining two pieces of ink; negative if they are likely parts of one digit. */
  static double merge(ConnectedComponent one, ConnectedComponent other, double gap) {
    double p = MergeModel.probability(MergeFeatures.of(one, other, gap));
    return MERGE_WEIGHT * Math.max(MIN_MERGE, Math.min(MAX_MERGE, Math.log((1 - p) / p)));
  }

  /** The cost of a cut, in stroke widths of ink that it crosses. */
  static double cut(double thickness) {
    return CUT + CUT_THICKNESS * Math.max(0, thickness - THIN);
  }

  /** The cost of a candidate as a digit, apart from its geometry's. */
  static double digit(DigitCandidate candidate, KnownDigits known) {
    double size = known.size(candidate);
    boolean certain = known.isCertain();
    double cost = surprise(candidate.bestDigit());
    double difference = Math.abs(Math.log(candidate.ink.longer() / size));
    double beyond = difference - (certain ? SIZE_TOLERANCE : 2 * SIZE_TOLERANCE);
    if (beyond > 0) {
      double unusual = SIZE_WEIGHT * beyond * beyond;
      boolean mayBeAlone = candidate.ink.longer() > size && !candidate.isOne() && !certain;
      cost += mayBeAlone ? Math.min(MAX_UNUSUAL, unusual) : unusual;
    }
    if (candidate.width() > WIDE * candidate.height() && candidate.width() > DIGIT_WIDTH * size) {
      double wide = Math.log(candidate.width() / (WIDE * candidate.height()));
      cost += certain ? WIDE_WEIGHT * wide : Math.min(MAX_WIDE, WIDE_WEIGHT * wide);
    }
    if (candidate.isSymbol) {
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
        && mark.area >= DOT_FULLNESS * axes.length * axes.width;
  }

  /** Whether a candidate is as large as the digits beside it. */
  static boolean hasUsualSize(DigitCandidate candidate, double size) {
    return Math.abs(Math.log(candidate.ink.longer() / size)) <= SIZE_TOLERANCE;
  }

  /** The cost of a candidate as a mark that is not a digit, apart from its geometry's. */
  static double reject(DigitCandidate candidate, KnownDigits known) {
    double size = known.size(candidate);
    double share = Math.max(SMALLEST_SHARE, Math.min(1, candidate.ink.longer() / (SMALL * size)));
    double digits = Math.max(1, candidate.width() / (MARK_WIDTH * size));
    double none =
        candidate.isSymbol ? 0 : candidate.isScored() ? surprise(candidate.notADigit()) : REJECT;
    return (REJECT * digits + none) * share;
  }

  private static double surprise(double probability) {
    return Math.min(MAX_SURPRISE, -Math.log(Math.max(1e-9, probability)));
  }
}
