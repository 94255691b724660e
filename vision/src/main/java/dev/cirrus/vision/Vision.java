package dev.cirrus.vision;

import dev.cirrus.vision.binarization.InkMap;
import dev.cirrus.vision.segmentation.ConnectedComponent;
import dev.cirrus.vision.segmentation.DigitRecognizer;
import dev.cirrus.vision.segmentation.FormFieldRemover;
import dev.cirrus.vision.segmentation.PageOrientation;
import dev.cirrus.vision.segmentation.PathCosts;
import dev.cirrus.vision.segmentation.PictureFrame;
import dev.cirrus.vision.segmentation.RuledLineRemover;
import dev.cirrus.vision.segmentation.WorkBudget;
import dev.cirrus.vision.sheet.Quad;
import dev.cirrus.vision.sheet.RectifiedSheet;
import dev.cirrus.vision.sheet.SheetFinder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds and reads the handwritten digits in a picture. */
public final class Vision {
  /** Larger pictures are shrunk first: digits on a photographed sheet remain large enough. */
  private static final int WORKING_PIXELS = 1_600_000;

  /** The least number of marks that show the orientation of a page: a 6 may be a 9. */
  private static final int MIN_MARKS_OF_TURNED_PAGE = 3;

  /** After a sheet with more marks, such as print, reading the whole picture takes too long. */
  private static final int MOST_MARKS_BEFORE_WHOLE = 40;

  /** A picture with a larger share of ink may show a sheet on a table. */
  private static final double LARGEST_SHARE_OF_INK = 0.2;

  /** The least share of ink in a picture whose ink may be a sheet. */
  private static final double SMALLEST_SHARE_OF_SHEET = 0.06;

  /** The largest number of components in a crop; the others are dust. */
  private static final int MAX_MARKS_OF_CROP = 64;

  private final @Nullable DigitScorer scorer;
  private final WorkBudget picture = WorkBudget.ofPicture();

  private Vision(@Nullable DigitScorer scorer) {
    this.scorer = scorer;
  }

  /**
   * Reads the digits, choosing those whose scores explain the ink best. If the picture shows sheets
   * of paper on a table, reads the one whose digits are clearest.
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
    InkMap uniform = InkMap.uniform(small);
    if (uniform != null) {
      uniform = PictureFrame.removed(uniform);
      if (fillsPicture(uniform)) {
        Interpretation whole = whole(small, uniform);
        // White paper on an evenly dark table looks like one large blot of light ink.
        InterpretedSheet sheet =
            whole.digits().isEmpty() && uniform.share() >= SMALLEST_SHARE_OF_SHEET
                ? best(sheets(raster, SheetFinder.find(raster)))
                : null;
        return sheet == null ? whole.reading(raster, factor) : sheet.reading();
      }
    }
    WorkBudget budget = picture.ofAttempt();
    Interpretation crop = uniform == null ? null : crop(uniform, budget);
    if (crop != null && crop.isCertain()) {
      return crop.reading(raster, factor);
    }
    List<InterpretedSheet> sheets = sheets(raster, SheetFinder.find(raster));
    InterpretedSheet sheet = best(sheets);
    if (sheet != null
        && ((sheet.isMostlyDigits()
                && sheet.corners().liesIn(raster)
                && !mayBeFolded(sheet, sheets))
            || sheet.interpretation().marks() > MOST_MARKS_BEFORE_WHOLE)) {
      return sheet.reading();
    }
    InkMap ink = uniform == null ? PictureFrame.removed(InkMap.local(small)) : uniform;
    Interpretation whole;
    try {
      whole = crop == null ? whole(small, ink) : improved(crop, small, ink, budget);
    } catch (TooComplexException e) {
      InterpretedSheet other = sheet == null ? outlined(raster) : sheet;
      if (other == null) {
        throw e;
      }
      return other.reading();
    }
    if (sheet == null && whole.isDoubtful()) {
      InterpretedSheet outlined = outlined(raster);
      if (outlined != null && outlined.explainsBetterThan(whole)) {
        return outlined.reading();
      }
    }
    return sheet == null || whole.readsMoreThan(sheet.interpretation())
        ? whole.reading(raster, factor)
        : sheet.reading();
  }

  /**
   * Returns whether there are digits beside a sheet: the parts of a folded one look like sheets.
   */
  private static boolean mayBeFolded(InterpretedSheet sheet, List<InterpretedSheet> sheets) {
    return sheets.stream()
        .anyMatch(other ->
            other.isMostlyDigits()
                && !other.corners().liesOn(sheet.corners())
                && !sheet.corners().liesOn(other.corners()));
  }

  /** Returns the sheet whose outline shows best; null if there is none or it has no digits. */
  private @Nullable InterpretedSheet outlined(Raster raster) {
    return best(sheets(raster, SheetFinder.findOutline(raster)));
  }

  /** Interprets sheets of paper, except those that are too complex. */
  private List<InterpretedSheet> sheets(Raster raster, List<Quad> quads) {
    List<InterpretedSheet> sheets = new ArrayList<>();
    for (Quad corners : quads) {
      RectifiedSheet rectified = RectifiedSheet.of(raster, corners);
      int factor = factor(rectified.raster());
      InkMap ink = InkMap.of(rectified.raster().shrunk(factor));
      try {
        Interpretation upright = interpret(ink, true, picture.ofAttempt());
        sheets.add(new InterpretedSheet(corners, rectified, factor, upright));
      } catch (TooComplexException e) {
        // Another object with straight edges; the other sheets may be readable.
      }
    }
    return sheets;
  }

  /** Returns the sheet that reads best, in its best orientation; null if none has digits. */
  private @Nullable InterpretedSheet best(List<InterpretedSheet> sheets) {
    InterpretedSheet best = withMostWorth(sheets);
    if (best != null
        && best.isMostlyDigits()
        && best.interpretation().clearDigits() >= MIN_MARKS_OF_TURNED_PAGE) {
      // Print has no digits in any orientation and very many marks, so only this sheet is turned.
      return best.with(orientated(best.interpretation()));
    }
    return withMostWorth(
        sheets.stream().map(sheet -> sheet.with(orientated(sheet.interpretation()))).toList());
  }

  private static @Nullable InterpretedSheet withMostWorth(List<InterpretedSheet> sheets) {
    InterpretedSheet best = null;
    for (InterpretedSheet sheet : sheets) {
      if (sheet.interpretation().showsDigits() && (best == null || sheet.isBetterThan(best))) {
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
    if (ConnectedComponent.of(ink).size() > MAX_MARKS_OF_CROP) {
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
    return ink.inkAtBorder() <= PathCosts.DOUBTFUL_BORDER && ink.share() < LARGEST_SHARE_OF_INK;
  }

  /** Interprets the whole picture. */
  private Interpretation whole(Raster small, InkMap ink) {
    WorkBudget budget = picture.ofAttempt();
    Interpretation first;
    try {
      first = interpret(ink, true, budget);
    } catch (TooComplexException e) {
      // Sideways, the lines of a page are columns that may be joined in very many ways.
      Interpretation turned = scorer == null ? null : turned(ink, scorer);
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
        || page.recognizer().componentCount() < MIN_MARKS_OF_TURNED_PAGE
        || page.isUpright()) {
      return page;
    }
    Interpretation turned = turned(page.recognizer().ink(), scorer);
    return turned == null || turned.certainty() <= page.certainty() ? page : turned;
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
   * than the cost. There, one that shows no digits, such as that of a shadow, replaces no other:
   * that may be a page on its side.
   */
  private static Interpretation better(Interpretation one, Interpretation other) {
    if (one.isScan() && one.isRecognized() != other.isRecognized()) {
      return other.isRecognized() ? other : one;
    }
    if (!one.isScan() && (!other.showsDigits() || one.readsMoreThan(other))) {
      return one;
    }
    if (!one.isScan() && other.readsMoreThan(one)) {
      return other;
    }
    return other.cost() < one.cost() ? other : one;
  }

  /** Reads a page in its likeliest orientation; null if it is upright or shows few digits. */
  private @Nullable Interpretation turned(InkMap page, DigitScorer digitScorer) {
    try {
      int turns = PageOrientation.quarterTurns(page, digitScorer, picture.ofAttempt());
      if (turns == 0) {
        return null;
      }
      InkMap ink = page.turned(turns);
      DigitRecognizer recognizer =
          new DigitRecognizer(ink, ConnectedComponent.of(ink), digitScorer, picture.ofAttempt());
      Interpretation turned = new Interpretation(recognizer, 0, turns, false);
      return turned.marks() >= MIN_MARKS_OF_TURNED_PAGE
              && turned.meanCertainty() >= PathCosts.TURNED_PAGE
          ? turned
          : null;
    } catch (TooComplexException e) {
      return null;
    }
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
    double borderCost = PathCosts.border(ink.inkAtBorder(), ink.isLocal());
    return new Interpretation(
        new DigitRecognizer(ink, components, scorer, budget), borderCost, 0, ink != unframed);
  }

  private static boolean touchesBorder(ConnectedComponent component, InkMap ink) {
    return component.left == 0
        || component.top == 0
        || component.right == ink.width()
        || component.bottom == ink.height();
  }
}
