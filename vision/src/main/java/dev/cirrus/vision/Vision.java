package dev.cirrus.vision;

import dev.cirrus.vision.binarization.InkMap;
import dev.cirrus.vision.segmentation.ConnectedComponent;
import dev.cirrus.vision.segmentation.DigitCandidate;
import dev.cirrus.vision.segmentation.DigitRecognizer;
import dev.cirrus.vision.segmentation.FormFieldRemover;
import dev.cirrus.vision.segmentation.PathCosts;
import dev.cirrus.vision.segmentation.RuledLineRemover;
import dev.cirrus.vision.segmentation.TextLines;
import dev.cirrus.vision.segmentation.WorkBudget;
import dev.cirrus.vision.sheet.Quad;
import dev.cirrus.vision.sheet.RectifiedSheet;
import dev.cirrus.vision.sheet.SheetFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds and reads the handwritten digits in a picture. */
public final class Vision {
  /** Larger pictures are shrunk first: digits on a photographed sheet remain large enough. */
  private static final int WORKING_PIXELS = 1_600_000;

  /** The least number of marks that show the orientation of a page: a 6 may be a 9. */
  private static final int MIN_MARKS_OF_TURNED_PAGE = 3;

  /** The orientations other than upright, in quarter turns, the likeliest first. */
  private static final int[] ORIENTATIONS = {2, 1, 3};

  /**
   * The number of additional clear digits for which a page is turned whatever it costs; for fewer,
   * all marks must be clear digits and the costs must be much lower.
   */
  private static final int MIN_MORE_CLEAR_DIGITS = 2;

  /** The least number of clear digits beside a sheet for which what it lies on is read instead. */
  private static final int MIN_DIGITS_BESIDE_SHEET = 2;

  /** After a sheet with more marks, such as print, reading the whole picture takes too long. */
  private static final int MOST_MARKS_BEFORE_WHOLE = 40;

  /** A picture with a larger share of ink may show a sheet on a table. */
  private static final double LARGEST_SHARE_OF_INK = 0.2;

  /** The least share of ink in a picture whose ink may be a sheet. */
  private static final double SMALLEST_SHARE_OF_SHEET = 0.06;

  /**
   * The largest shorter side of a scan of a digit: 32 pixels, enlarged ten times, and its frame.
   * Photographs of sheets are larger.
   */
  private static final int LARGEST_SCAN = 340;

  /** The largest number of components in a crop; the others are dust. */
  private static final int MAX_MARKS_OF_CROP = 64;

  private final @Nullable DigitScorer scorer;
  private final WorkBudget picture = WorkBudget.ofPicture();

  private Vision(@Nullable DigitScorer scorer) {
    this.scorer = scorer;
  }

  /**
   * Reads the digits, choosing those whose scores explain the ink best. If the picture shows sheets
   * of paper on a table, reads the sheet with the most digits.
   *
   * @throws TooComplexException if the picture would need more work than any sheet of digits does
   */
  public static Reading read(Raster raster, DigitScorer scorer) {
    return new Vision(scorer).read(raster);
  }

  /**
   * Finds the digits of a drawing by their geometry alone, for callers without a scorer. It does
   * not look for sheets of paper: the page's module is smaller without that code.
   *
   * @return the digits line by line, each from left to right; empty if there are none
   * @throws TooComplexException if the picture would need more work than any sheet of digits does
   */
  public static List<Digit> find(Raster raster) {
    int factor = factor(raster);
    Raster small = raster.shrunk(factor);
    return new Vision(null).whole(small, InkMap.of(small)).reading(raster, factor).digits();
  }

  private Reading read(Raster raster) {
    int factor = factor(raster);
    Raster small = raster.shrunk(factor);
    InkMap ink = InkMap.of(small);
    if (fillsPicture(ink)) {
      Interpretation whole = whole(small, ink);
      // White paper on an evenly dark table looks like one large blot of light ink.
      Sheet sheet =
          whole.digits().isEmpty() && ink.share() >= SMALLEST_SHARE_OF_SHEET
              ? best(sheets(raster, SheetFinder.find(raster)))
              : null;
      return sheet == null ? whole.reading(raster, factor) : sheet.reading();
    }
    WorkBudget budget = picture.ofAttempt();
    Interpretation crop = crop(ink, budget);
    if (crop != null && crop.isCertain()) {
      return crop.reading(raster, factor);
    }
    List<Sheet> sheets = sheets(raster, SheetFinder.find(raster));
    Sheet sheet = best(sheets);
    if (sheet != null
        && ((sheet.hasDigits() && !mayBeFolded(sheet, sheets))
            || sheet.interpretation.marks() > MOST_MARKS_BEFORE_WHOLE)) {
      return sheet.reading();
    }
    Interpretation whole;
    try {
      whole = crop == null ? whole(small, ink) : improved(crop, small, ink, budget);
    } catch (TooComplexException e) {
      Sheet other = sheet == null ? outlined(raster) : sheet;
      if (other == null) {
        throw e;
      }
      return other.reading();
    }
    if (sheet == null && whole.isDoubtful()) {
      Sheet outlined = outlined(raster);
      if (outlined != null && outlined.explainsBetterThan(whole)) {
        return outlined.reading();
      }
    }
    return sheet == null || whole.readsMoreThan(sheet.interpretation)
        ? whole.reading(raster, factor)
        : sheet.reading();
  }

  /**
   * Returns whether there are digits beside a sheet: the parts of a folded one look like sheets.
   */
  private static boolean mayBeFolded(Sheet sheet, List<Sheet> sheets) {
    return sheets.stream()
        .anyMatch(other ->
            other.hasDigits()
                && !other.corners.liesOn(sheet.corners)
                && !sheet.corners.liesOn(other.corners));
  }

  /** Returns the sheet whose outline shows best; null if there is none or it has no digits. */
  private @Nullable Sheet outlined(Raster raster) {
    return best(sheets(raster, SheetFinder.findOutline(raster)));
  }

  /** Interprets sheets of paper, except those that are too complex. */
  private List<Sheet> sheets(Raster raster, List<Quad> quads) {
    List<Sheet> sheets = new ArrayList<>();
    for (Quad corners : quads) {
      RectifiedSheet rectified = RectifiedSheet.of(raster, corners);
      int factor = factor(rectified.raster());
      InkMap ink = InkMap.of(rectified.raster().shrunk(factor));
      try {
        Interpretation upright = interpret(ink, true, picture.ofAttempt());
        sheets.add(new Sheet(corners, rectified, factor, upright));
      } catch (TooComplexException e) {
        // Another object with straight edges; the other sheets may be readable.
      }
    }
    return sheets;
  }

  /** Returns the sheet that reads best, in its best orientation; null if none has digits. */
  private @Nullable Sheet best(List<Sheet> sheets) {
    Sheet best = withMostWorth(sheets);
    if (best != null
        && best.hasDigits()
        && best.interpretation.clearDigits() >= MIN_MARKS_OF_TURNED_PAGE) {
      // Print has no digits in any orientation and very many marks, so only this sheet is turned.
      return best.with(orientated(best.interpretation));
    }
    return withMostWorth(
        sheets.stream().map(sheet -> sheet.with(orientated(sheet.interpretation))).toList());
  }

  private static @Nullable Sheet withMostWorth(List<Sheet> sheets) {
    Sheet best = null;
    for (Sheet sheet : sheets) {
      if (sheet.interpretation.showsDigits() && (best == null || sheet.isBetterThan(best))) {
        best = sheet;
      }
    }
    return best;
  }

  /**
   * Interprets a picture as a crop of digits.
   *
   * @return null if it is something else, such as a photograph
   */
  private @Nullable Interpretation crop(InkMap ink, WorkBudget budget) {
    if (ink.isLocal() || ConnectedComponent.of(ink).size() > MAX_MARKS_OF_CROP) {
      return null;
    }
    try {
      return interpret(ink, true, budget);
    } catch (TooComplexException e) {
      return null;
    }
  }

  private static int factor(Raster raster) {
    int factor = 1;
    while ((double) raster.width() * raster.height() / ((double) factor * factor)
        > WORKING_PIXELS) {
      factor++;
    }
    return factor;
  }

  /** Returns whether paper of one colour fills the picture, as on a canvas or a screenshot. */
  private static boolean fillsPicture(InkMap ink) {
    return !ink.isLocal()
        && ink.inkAtBorder() <= PathCosts.DOUBTFUL_BORDER
        && ink.share() < LARGEST_SHARE_OF_INK;
  }

  /** Interprets the whole picture. */
  private Interpretation whole(Raster small, InkMap ink) {
    WorkBudget budget = picture.ofAttempt();
    Interpretation first;
    try {
      first = interpret(ink, true, budget);
    } catch (TooComplexException e) {
      // Sideways, the lines of a page are columns that may be joined in very many ways.
      Interpretation turned = scorer == null ? null : turned(ink, null);
      if (turned == null) {
        throw e;
      }
      return turned;
    }
    return improved(first, small, ink, budget);
  }

  /**
   * Tries other interpretations of a picture if the first one is doubtful, and returns the best.
   */
  private Interpretation improved(
      Interpretation first, Raster small, InkMap ink, WorkBudget budget) {
    Interpretation best = first;
    try {
      if (isDoubtful(ink, best)) {
        if (best.isRuled()) {
          best = better(best, interpret(ink, false, budget));
        }
        best = better(best, twoTone(small, budget));
      }
    } catch (TooComplexException e) {
      // The work budget is spent: keep the best interpretation so far.
    }
    return orientated(best);
  }

  /** Returns the page in the orientation in which it reads best. */
  private Interpretation orientated(Interpretation page) {
    if (scorer == null
        || page.recognizer.componentCount() < MIN_MARKS_OF_TURNED_PAGE
        || page.clearShare() >= PathCosts.CERTAIN_PAGE) {
      return page;
    }
    Interpretation turned = turned(page.recognizer.ink(), page);
    return turned == null ? page : turned;
  }

  /** Returns whether ink and paper may have been confused. */
  private boolean isDoubtful(InkMap drawn, Interpretation reading) {
    return scorer != null
        && !reading.isCertain()
        && (!reading.isRuled() || reading.digits().size() <= PathCosts.FEW_DIGITS)
        && (drawn.inkAtBorder() > PathCosts.DOUBTFUL_BORDER
            || (drawn.isLocal()
                && (reading.digits().size() <= PathCosts.FEW_DIGITS
                    || reading.cost() > PathCosts.DOUBTFUL_COST)));
  }

  /** Takes the tone with less ink at the border as the ink, and the other if that is doubtful. */
  private Interpretation twoTone(Raster small, WorkBudget budget) {
    InkMap dark = InkMap.twoTone(small, false);
    InkMap light = InkMap.twoTone(small, true);
    boolean isLight = light.inkAtBorder() < dark.inkAtBorder();
    Interpretation likely = interpret(isLight ? light : dark, false, budget);
    return likely.isCertain()
        ? likely
        : better(likely, interpret(isLight ? dark : light, false, budget));
  }

  /**
   * Returns the interpretation with the lower cost or, of a scan, the only one that is recognized:
   * its cost depends on how tightly it was cropped. In a photograph, more clear digits count more
   * than the cost.
   */
  private static Interpretation better(Interpretation one, Interpretation other) {
    if (one.isScan() && one.isRecognized() != other.isRecognized()) {
      return other.isRecognized() ? other : one;
    }
    if (!one.isScan() && one.readsMoreThan(other)) {
      return one;
    }
    if (!one.isScan() && other.readsMoreThan(one)) {
      return other;
    }
    return other.cost() < one.cost() ? other : one;
  }

  /**
   * Reads a page in the other orientations.
   *
   * @param upright the page as it is; null if it is too complex to be read
   * @return the best other orientation; null if the page is upright
   */
  private @Nullable Interpretation turned(InkMap page, @Nullable Interpretation upright) {
    Interpretation best = null;
    double most = upright == null ? 0 : upright.clearShare();
    for (int turns : ORIENTATIONS) {
      // Upside down, many digits look like others; sideways, few do.
      if (turns != 2 && upright != null && upright.clearShare() >= PathCosts.UNCLEAR_PAGE) {
        break;
      }
      InkMap ink = page.turned(turns);
      Interpretation other;
      try {
        DigitRecognizer recognizer =
            new DigitRecognizer(ink, ConnectedComponent.of(ink), scorer, picture.ofAttempt());
        other = new Interpretation(recognizer, 0, turns, false);
      } catch (TooComplexException e) {
        // Another orientation of the same page may be simple.
        continue;
      }
      if (other.marks() >= MIN_MARKS_OF_TURNED_PAGE
          && other.clearShare() >= PathCosts.CLEAR_PAGE
          && other.clearShare() > most
          && (upright == null || other.isClearlyBetterThan(upright))) {
        best = other;
        most = other.clearShare();
      }
      if (most >= PathCosts.CERTAIN_PAGE) {
        break;
      }
    }
    return best;
  }

  private Interpretation interpret(InkMap drawn, boolean mayBeRuled, WorkBudget budget) {
    List<ConnectedComponent> components = ConnectedComponent.of(drawn);
    InkMap unframed = FormFieldRemover.removed(drawn, components);
    if (unframed != drawn) {
      components = ConnectedComponent.of(unframed);
    }
    InkMap ink = mayBeRuled ? RuledLineRemover.removed(unframed, components) : unframed;
    if (ink != unframed) {
      components = ConnectedComponent.of(ink);
    }
    if (ink.isLocal()) {
      // Light and shadow at the border of a photograph may look like ink.
      components.removeIf(component -> touchesBorder(component, ink));
    }
    double borderCost = PathCosts.border(drawn.inkAtBorder(), drawn.isLocal());
    return new Interpretation(
        new DigitRecognizer(ink, components, scorer, budget), borderCost, 0, ink != unframed);
  }

  private static boolean touchesBorder(ConnectedComponent component, InkMap ink) {
    return component.left == 0
        || component.top == 0
        || component.right == ink.width()
        || component.bottom == ink.height();
  }

  /** A sheet of paper in a photograph, and what was found on it. */
  private record Sheet(
      Quad corners, RectifiedSheet rectified, int factor, Interpretation interpretation) {
    Sheet with(Interpretation other) {
      return new Sheet(corners, rectified, factor, other);
    }

    double worth() {
      return interpretation.worth();
    }

    /** Returns whether some marks are clear digits, and few are something else, such as print. */
    boolean hasDigits() {
      return interpretation.clearDigits() > 0
          && interpretation.clearShare() >= PathCosts.UNCLEAR_PAGE;
    }

    /**
     * Returns whether this sheet reads better than the whole picture, in which as many marks on the
     * table may look like digits.
     */
    boolean explainsBetterThan(Interpretation whole) {
      return worth() > whole.worth() && 2 * interpretation.clearDigits() >= whole.clearDigits();
    }

    /**
     * Returns whether to read this sheet. A stroke on the table beside the other one looks like a
     * one.
     */
    boolean isBetterThan(Sheet other) {
      double least = corners.liesOn(other.corners) ? -MIN_DIGITS_BESIDE_SHEET : 0;
      return worth() - other.worth() > least;
    }

    /** Returns what was found, in the photograph's coordinates. */
    Reading reading() {
      Reading reading = interpretation.reading(rectified.raster(), factor);
      return new Reading(
          reading.digits().stream().map(digit -> digit.at(rectified.inPhoto(digit.box()))).toList(),
          reading.rejected().stream().map(rectified::inPhoto).toList(),
          reading.cost(),
          corners);
    }
  }

  /**
   * One way to separate ink from paper, and the digits found in that ink.
   *
   * @param borderCost the cost of the ink at the picture's border
   * @param isRuled whether ruled lines were removed
   * @param turns the number of clockwise quarter turns by which the picture was rotated
   */
  private record Interpretation(
      DigitRecognizer recognizer, double borderCost, int turns, boolean isRuled) {
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
     * Returns how well the ink is explained: the number of clear digits less what the reading
     * costs, so that print and texture, of which some marks look like digits, are worth nothing.
     */
    double worth() {
      return digits().isEmpty()
          ? Double.NEGATIVE_INFINITY
          : clearDigits() - Math.max(0, recognizer.cost());
    }

    /** Returns whether there are more clear digits, and relatively no more other marks. */
    boolean readsMoreThan(Interpretation other) {
      return clearDigits() > other.clearDigits() && clearShare() >= other.clearShare();
    }

    /** Returns whether a photograph may show a sheet that was not found. */
    boolean isDoubtful() {
      return clearShare() < PathCosts.UNCLEAR_PAGE || cost() > PathCosts.DOUBTFUL_COST;
    }

    boolean isScan() {
      InkMap ink = recognizer.ink();
      return Math.min(ink.width(), ink.height()) <= LARGEST_SCAN;
    }

    /**
     * Returns whether clear digits explain all ink. A local estimate of the paper leaves out the
     * ink at the border, so they never do.
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

    /** Returns whether a page has enough more clear digits than upright to be turned. */
    boolean isClearlyBetterThan(Interpretation upright) {
      int more = clearDigitsExceptOnes() - upright.clearDigitsExceptOnes();
      return more >= MIN_MORE_CLEAR_DIGITS
          || (more > 0
              && clearShare() >= PathCosts.CERTAIN_PAGE
              && upright.recognizer.cost() - recognizer.cost() >= PathCosts.TURN);
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
     * grid or of the texture of a table look like digits, too. Where ink reaches the border, ones
     * do not count: edges of paper and ruled lines look like ones.
     */
    boolean showsDigits() {
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
}
