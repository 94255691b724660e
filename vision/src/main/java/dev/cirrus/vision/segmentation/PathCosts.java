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

  /** A digit at least this likely is clear. */
  public static final double CLEAR = 0.9;

  /** A page with fewer marks than this that are clear digits is tried from its other sides. */
  public static final double UNCLEAR_PAGE = 0.5;

  /** A page turned must have this share of clear digits. */
  public static final double CLEAR_PAGE = 0.8;

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

  /** Marks narrower than this, in the size of digits, may be flat: a bar, a dash. */
  private static final double DIGIT_WIDTH = 0.6;

  /** Marks smaller than this share of a digit are cheaper to reject, down to a tenth. */
  private static final double SMALL = 0.4;

  private static final double SMALLEST_SHARE = 0.1;

  /** How much a digit's size may differ from its neighbours', as a logarithm. */
  private static final double SIZE_TOLERANCE = 0.35;

  /** The cost of sizes beyond that, for the square of the logarithm. */
  private static final double SIZE_WEIGHT = 6;

  /** A digit is seldom wider than this, in its heights; the cost for the logarithm beyond it. */
  private static final double WIDE = 1.15;

  private static final double WIDE_WEIGHT = 2;

  /** The most that width costs beside few digits: a stroke that lies may still be a one. */
  private static final double MAX_WIDE = 1.5;

  /** A compact mark that fills its box this much is a dot: a disc fills 0.79 of it. */
  private static final double SOLID = 0.72;

  private static final double COMPACT = 1.6;
  private static final double DOT = 4;

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

  /**
   * The cost of a candidate as a digit.
   *
   * @param size the usual longer side of the digits beside it
   * @param certain whether enough digits are known for their size to be certain
   */
  static double digit(DigitCandidate candidate, double size, boolean certain) {
    double cost = surprise(candidate.bestDigit()) + candidate.geometryCost;
    double difference = Math.abs(Math.log(candidate.ink.longer() / size));
    double beyond = difference - (certain ? SIZE_TOLERANCE : 2 * SIZE_TOLERANCE);
    if (beyond > 0) {
      cost += SIZE_WEIGHT * beyond * beyond;
    }
    if (candidate.width() > WIDE * candidate.height() && candidate.width() > DIGIT_WIDTH * size) {
      double wide = Math.log(candidate.width() / (WIDE * candidate.height()));
      cost += certain ? WIDE_WEIGHT * wide : Math.min(MAX_WIDE, WIDE_WEIGHT * wide);
    }
    return isDot(candidate) ? cost + DOT : cost;
  }

  private static boolean isDot(DigitCandidate candidate) {
    double width = candidate.width();
    double height = candidate.height();
    return candidate.isScored()
        && candidate.ink.area > SOLID * width * height
        && Math.max(width, height) < COMPACT * Math.min(width, height);
  }

  /** The cost of a candidate as a mark that is not a digit. */
  static double reject(DigitCandidate candidate, double size) {
    double share = Math.max(SMALLEST_SHARE, Math.min(1, candidate.ink.longer() / (SMALL * size)));
    double digits = Math.max(1, candidate.width() / (MARK_WIDTH * size));
    double none = candidate.isScored() ? surprise(candidate.notADigit()) : REJECT;
    return (REJECT * digits + none) * share + Math.max(0, candidate.geometryCost);
  }

  private static double surprise(double probability) {
    return Math.min(MAX_SURPRISE, -Math.log(Math.max(1e-9, probability)));
  }
}
