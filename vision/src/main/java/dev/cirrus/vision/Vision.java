package dev.cirrus.vision;

import java.util.List;

/** Finds the handwritten digits in a picture. */
public final class Vision {
  private Vision() {}

  /**
   * The digits in reading order, lines from the top, each from the left; none where none is drawn.
   */
  public static List<Digit> find(Raster raster) {
    Ink ink = Ink.of(raster);
    int left = ink.width();
    int top = ink.height();
    int right = -1;
    int bottom = -1;
    byte[] values = ink.values();
    for (int y = 0, i = 0; y < ink.height(); y++) {
      for (int x = 0; x < ink.width(); x++, i++) {
        if (values[i] != 0) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = y;
        }
      }
    }
    if (right < 0) {
      return List.of();
    }
    Box box = new Box(left, top, right + 1 - left, bottom + 1 - top);
    byte[] crop = new byte[box.width() * box.height()];
    for (int y = 0; y < box.height(); y++) {
      System.arraycopy(values, (top + y) * ink.width() + left, crop, y * box.width(), box.width());
    }
    return List.of(new Digit(box, Normaliser.normalise(crop, box.width(), box.height())));
  }
}
