package dev.cirrus.vision;

import dev.cirrus.vision.binarization.InkMap;
import dev.cirrus.vision.segmentation.DigitCandidate;
import dev.cirrus.vision.segmentation.DigitRecognizer;
import dev.cirrus.vision.segmentation.PathCosts;
import dev.cirrus.vision.segmentation.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One way to separate ink from paper, and the digits found in that ink.
 *
 * @param borderCost the cost of the ink at the picture's border
 * @param isRuled whether ruled lines were removed
 * @param turns the number of clockwise quarter turns by which the picture was rotated
 */
record Interpretation(DigitRecognizer recognizer, double borderCost, int turns, boolean isRuled) {
  /**
   * The largest shorter side of a scan of a digit: 32 pixels, enlarged ten times, and its frame.
   * Photographs of sheets are larger.
   */
  private static final int LARGEST_SCAN = 340;

  List<DigitCandidate> digits() {
    return recognizer.digits();
  }

  int marks() {
    return digits().size() + recognizer.largeRejected();
  }

  int clearDigits() {
    return (int) digits().stream().filter(digit -> digit.bestDigit() >= PathCosts.CLEAR).count();
  }

  /** Returns the share of marks that are clearly digits. */
  double clearShare() {
    return (double) clearDigits() / Math.max(1, marks());
  }

  /**
   * Returns how well the ink is explained: the number of clear digits less what the reading costs,
   * so that print and texture, of which some marks look like digits, are worth nothing. Ones count
   * half, because the gaps between tiles or keys look like them.
   */
  double worth() {
    return digits().isEmpty()
        ? Double.NEGATIVE_INFINITY
        : (clearDigits() + clearDigitsExceptOnes()) / 2.0 - Math.max(0, recognizer.cost());
  }

  /** Returns whether there are more clear digits, and relatively no more other marks. */
  boolean readsMoreThan(Interpretation other) {
    return clearDigits() > other.clearDigits() && clearShare() >= other.clearShare();
  }

  /** Returns whether a photograph may show a sheet that was not found. */
  boolean isDoubtful() {
    return clearShare() < PathCosts.UNCLEAR_PAGE
        || cost() > PathCosts.DOUBTFUL_COST
        || clearDigitsExceptOnes() == 0;
  }

  boolean isScan() {
    InkMap ink = recognizer.ink();
    return Math.min(ink.width(), ink.height()) <= LARGEST_SCAN;
  }

  /**
   * Returns whether clear digits explain all ink. A local estimate of the paper leaves out the ink
   * at the border, so they never do.
   */
  boolean isExplained() {
    return !recognizer.ink().isLocal()
        && !digits().isEmpty()
        && recognizer.rejected().isEmpty()
        && clearShare() == 1;
  }

  /**
   * Returns whether clear digits, and not only ones, explain all ink. What a crop shows on both
   * sides of a one looks like ones, too.
   */
  boolean isRecognized() {
    return isExplained() && clearDigitsExceptOnes() > 0;
  }

  /** Returns whether clear digits explain all ink, and little of it is at the border. */
  boolean isCertain() {
    return isExplained() && borderCost <= PathCosts.CERTAIN_BORDER;
  }

  /** Returns how certain it is that the digits are upright, all together. */
  double certainty() {
    return digits().stream().mapToDouble(DigitCandidate::certainty).sum();
  }

  /** Returns the same on average over all marks, except zeros and ones. */
  double meanCertainty() {
    long certain = digits().stream().filter(digit -> digit.certainty() > 0).count();
    return certainty() / Math.max(1, certain + recognizer.largeRejected());
  }

  /** Returns whether the digits of a page are so clear that it need not be turned. */
  boolean isUpright() {
    return clearShare() >= PathCosts.CERTAIN_PAGE && meanCertainty() >= PathCosts.UPRIGHT_PAGE;
  }

  /** Returns the number of clear digits except ones: a line is a one in every orientation. */
  int clearDigitsExceptOnes() {
    int clear = 0;
    for (DigitCandidate digit : digits()) {
      clear += digit.bestDigit() >= PathCosts.CLEAR && !digit.isOne() ? 1 : 0;
    }
    return clear;
  }

  /**
   * Returns whether enough marks are clear digits, in a photograph. Some pieces of letters, of a
   * grid or of the texture of a table look like digits, too. Where ink reaches the border, ones do
   * not count: edges of paper and ruled lines look like ones.
   */
  boolean showsDigits() {
    if (isEdge()) {
      return false;
    }
    boolean isLocal = recognizer.ink().isLocal();
    boolean hasEdges = borderCost > PathCosts.border(PathCosts.DOUBTFUL_BORDER, isLocal);
    boolean isPhotograph = isLocal || (hasEdges && !isScan() && !isCertain());
    if (!isPhotograph) {
      return !digits().isEmpty();
    }
    int clear = hasEdges ? clearDigitsExceptOnes() : clearDigits();
    long ones = hasEdges ? digits().stream().filter(DigitCandidate::isOne).count() : 0;
    return clear > 0 && clear >= PathCosts.LEAST_CLEAR_SHARE * (marks() - ones);
  }

  /**
   * Returns whether the digits are only ones that run along one side of the picture, as the edge of
   * a sheet or of a table does. A tight crop of ones has little paper beside them.
   */
  private boolean isEdge() {
    int width = recognizer.ink().width();
    int height = recognizer.ink().height();
    int left = width;
    int top = height;
    int right = 0;
    int bottom = 0;
    for (DigitCandidate digit : digits()) {
      if (!digit.isOne()) {
        return false;
      }
      Box box = digit.box(recognizer.ink());
      left = Math.min(left, box.x());
      top = Math.min(top, box.y());
      right = Math.max(right, box.x() + box.width());
      bottom = Math.max(bottom, box.y() + box.height());
    }
    boolean isUpright = top == 0 && bottom == height && (left == 0 || right == width);
    boolean isLevel = left == 0 && right == width && (top == 0 || bottom == height);
    return (isUpright && 2 * (right - left) < width) || (isLevel && 2 * (bottom - top) < height);
  }

  double cost() {
    return digits().isEmpty()
        ? Double.POSITIVE_INFINITY
        : Math.max(0, recognizer.cost() / digits().size()) + borderCost;
  }

  Reading reading(Raster raster, int factor) {
    InkMap ink = recognizer.ink();
    List<Digit> found = new ArrayList<>();
    boolean showsDigits = showsDigits();
    List<List<DigitCandidate>> lines = TextLines.of(showsDigits ? digits() : List.of());
    for (int line = 0; line < lines.size(); line++) {
      for (DigitCandidate digit : lines.get(line)) {
        found.add(new Digit(box(digit, raster, factor), line, digit.pixels(ink), digit.scores()));
      }
    }
    Stream<DigitCandidate> marks = recognizer.rejected().stream();
    List<Box> rejected =
        (showsDigits ? marks : Stream.concat(marks, digits().stream()))
            .map(mark -> box(mark, raster, factor))
            .toList();
    return new Reading(found, rejected, showsDigits ? cost() : Double.POSITIVE_INFINITY, null);
  }

  private Box box(DigitCandidate mark, Raster raster, int factor) {
    int width = recognizer.ink().width();
    int height = recognizer.ink().height();
    Box box = mark.box(recognizer.ink());
    int left = box.x();
    int top = box.y();
    int right = left + box.width();
    int bottom = top + box.height();
    for (int turn = turns; turn > 0; turn--) {
      // Turn back, a quarter turn anticlockwise.
      int oldLeft = left;
      int oldRight = right;
      left = top;
      right = bottom;
      top = width - oldRight;
      bottom = width - oldLeft;
      int oldWidth = width;
      width = height;
      height = oldWidth;
    }
    return new Box(
        left * factor,
        top * factor,
        Math.min((right - left) * factor, raster.width() - left * factor),
        Math.min((bottom - top) * factor, raster.height() - top * factor));
  }
}
