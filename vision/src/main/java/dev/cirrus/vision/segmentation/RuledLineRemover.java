package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.binarization.InkMap;
import java.util.List;

/**
 * Removes the lines of ruled or squared paper and keeps the digits that cross them. The limits
 * below were set by hand on drawn sheets of the training and validation writers' digits.
 */
public final class RuledLineRemover {
  /** The largest width of a ruled line in pixels; on large pictures, as a share of its length. */
  private static final int MAX_LINE_WIDTH = 6;

  private static final double MAX_LINE_WIDTH_SHARE = 1 / 80.0;

  /** On small pictures, the least ratio of a line's length to its width. */
  private static final double MIN_ASPECT_RATIO = 25;

  /** The least share of the picture's length on which a line is visible. */
  private static final double MIN_VISIBLE_SHARE = 0.55;

  /** The least share on which lines are visible beside others that are, or straight if bent. */
  private static final double MIN_PART_SHARE = 0.3;

  /** A line that spans the picture may lack this share of its length. */
  private static final double MAX_MISSING_SHARE = 0.05;

  /** The least height of a digit, as a share of the length of the lines. */
  private static final double MIN_DIGIT_SHARE = 0.08;

  /**
   * The least length of a single line in heights of the tallest mark: if it spans the picture, and
   * if it does not. The bar of a digit is shorter.
   */
  private static final double MIN_SPANNING_LENGTH = 1.35;

  private static final double MIN_PARTIAL_LENGTH = 2.2;

  /**
   * Noise and uneven light break faint lines into many components, none of them long. This is twice
   * as many as a photographed sheet of 64 digits has without them.
   */
  private static final int MANY_COMPONENTS = 300;

  /** The least ratio of width to height of the pieces of a broken line: a dash is shorter. */
  private static final int MIN_FLATNESS = 8;

  private RuledLineRemover() {}

  /** Returns the picture without ruled lines, or the same object if there are none. */
  public static InkMap removed(InkMap ink, List<ConnectedComponent> components) {
    boolean mayBeRuled = components.size() > MANY_COMPONENTS;
    int flat = 0;
    for (ConnectedComponent component : components) {
      mayBeRuled |=
          component.width() >= MIN_VISIBLE_SHARE * ink.width()
              || component.height() >= MIN_VISIBLE_SHARE * ink.height();
      flat += component.width() >= MIN_FLATNESS * component.height() ? component.width() : 0;
    }
    mayBeRuled |= flat >= ink.width();
    if (!mayBeRuled) {
      return ink;
    }
    InkMap withoutHorizontal = removed(ink, /* vertical= */ false, /* linesAcross= */ false);
    return removed(withoutHorizontal, /* vertical= */ true, withoutHorizontal != ink);
  }

  private static InkMap removed(InkMap ink, boolean vertical, boolean linesAcross) {
    int length = vertical ? ink.height() : ink.width();
    double maxWidth =
        Math.max(
            Math.min(MAX_LINE_WIDTH, length / MIN_ASPECT_RATIO), MAX_LINE_WIDTH_SHARE * length);
    LineEraser eraser =
        new LineEraser(
            ink,
            vertical,
            MIN_VISIBLE_SHARE * length,
            MIN_PART_SHARE * length,
            /* maxLength= */ length,
            maxWidth);
    if (eraser.lines() == 0) {
      return ink;
    }
    InkMap remaining = eraser.remaining();
    int tallest = 0;
    for (ConnectedComponent component : ConnectedComponent.of(remaining)) {
      tallest = Math.max(tallest, component.height());
    }
    return isPaper(eraser, length, tallest, vertical, linesAcross) ? remaining : ink;
  }

  /**
   * Returns whether the erased lines belong to the paper, because they are longer than a bar of the
   * remaining digits can be.
   *
   * @param length the picture's size along the lines
   * @param tallest the height of the tallest remaining component
   * @param linesAcross whether lines in the other direction were removed before
   */
  private static boolean isPaper(
      LineEraser eraser, int length, int tallest, boolean vertical, boolean linesAcross) {
    int longestLine = eraser.longestLine();
    boolean spansPicture = longestLine >= (1 - MAX_MISSING_SHARE) * length;
    if (tallest < MIN_DIGIT_SHARE * length) {
      // Dust or small digits remain: a vertical line may be a one, but not on ruled paper.
      return spansPicture && (!vertical || linesAcross);
    }
    return spansPicture
        ? eraser.lines() > 1 || longestLine >= MIN_SPANNING_LENGTH * tallest
        : !vertical && longestLine >= MIN_PARTIAL_LENGTH * tallest;
  }
}
