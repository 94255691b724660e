package dev.cirrus.vision;

import java.util.ArrayList;
import java.util.List;

/** Finds the handwritten digits in a picture. */
public final class Vision {
  /** Larger pictures are looked at smaller: digits on a photographed sheet remain large enough. */
  private static final int WORKING_PIXELS = 1_600_000;

  private Vision() {}

  /**
   * The digits in reading order: lines from the top, each from the left; none where none is drawn.
   */
  public static List<Digit> find(Raster raster) {
    int times = 1;
    while ((double) raster.width() * raster.height() / (times * times) > WORKING_PIXELS) {
      times++;
    }
    Ink drawn = Ink.of(raster.shrunk(times));
    List<Blot> blots = Blot.of(drawn);
    Ink ink = RuledLines.removed(drawn, blots);
    if (ink != drawn) {
      blots = Blot.of(ink);
    }
    if (ink.doubtfulAtBorder()) {
      blots.removeIf(blot -> touchesBorder(blot, ink));
    }
    List<Group> groups = Grouping.of(blots, Math.max(ink.width(), ink.height()));
    Cropper cropper = new Cropper(ink, groups, blots.size());
    List<Digit> digits = new ArrayList<>(groups.size());
    for (int i = 0; i < groups.size(); i++) {
      digits.add(cropper.digit(i, raster, times));
    }
    return digits;
  }

  private static boolean touchesBorder(Blot blot, Ink ink) {
    return blot.left == 0
        || blot.top == 0
        || blot.right == ink.width()
        || blot.bottom == ink.height();
  }
}
