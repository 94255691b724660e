package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.binarization.InkMap;
import java.util.Arrays;

/**
 * The rectangle along the border of a picture, such as that of a window in a screenshot. A toolbar
 * may be part of it, or beside it.
 */
public final class PictureFrame {
  /** The least share of the picture's border that a frame covers. */
  private static final double MIN_BORDER = 0.5;

  /** The least share of its bounding box's border that a frame covers. */
  private static final double MIN_OUTLINE = 0.9;

  /** The largest share of the picture that a frame covers; the paper around a digit is larger. */
  private static final double MAX_AREA = 0.25;

  private PictureFrame() {}

  /** Returns the ink without the frame, or the same object if there is none. */
  public static InkMap removed(InkMap ink) {
    if (ink.inkAtBorder() < MIN_BORDER) {
      return ink;
    }
    for (ConnectedComponent component : ConnectedComponent.of(ink)) {
      if (component.width() == ink.width()
          && 2 * component.height() > ink.height()
          && component.area <= MAX_AREA * ink.width() * ink.height()
          && outline(component) >= MIN_OUTLINE) {
        return without(component, ink);
      }
    }
    return ink;
  }

  /** Returns the share of the bounding box's border that a component covers. */
  private static double outline(ConnectedComponent component) {
    int covered = 0;
    for (int i = 0; i < component.rows.length; i++) {
      int row = component.rows[i];
      covered += component.starts[i] == component.left ? 1 : 0;
      covered += component.ends[i] == component.right ? 1 : 0;
      int length = component.ends[i] - component.starts[i];
      covered += row == component.top ? length : 0;
      covered += row == component.bottom - 1 ? length : 0;
    }
    return covered / (2.0 * (component.width() + component.height()));
  }

  private static InkMap without(ConnectedComponent frame, InkMap ink) {
    byte[] values = ink.values().clone();
    for (int i = 0; i < frame.rows.length; i++) {
      int row = frame.rows[i] * ink.width();
      Arrays.fill(values, row + frame.starts[i], row + frame.ends[i], (byte) 0);
    }
    return ink.with(values);
  }
}
