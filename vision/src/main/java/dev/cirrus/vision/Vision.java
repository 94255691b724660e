package dev.cirrus.vision;

import dev.cirrus.vision.binarization.InkMap;
import dev.cirrus.vision.segmentation.ComponentGrouping;
import dev.cirrus.vision.segmentation.ConnectedComponent;
import dev.cirrus.vision.segmentation.DigitCandidate;
import dev.cirrus.vision.segmentation.DigitCropper;
import dev.cirrus.vision.segmentation.RuledLineRemover;
import dev.cirrus.vision.sheet.Quad;
import dev.cirrus.vision.sheet.RectifiedSheet;
import dev.cirrus.vision.sheet.SheetFinder;
import java.util.ArrayList;
import java.util.List;

/** Finds the handwritten digits in a picture. */
public final class Vision {
  /** Larger pictures are looked at smaller: digits on a photographed sheet remain large enough. */
  private static final int WORKING_PIXELS = 1_600_000;

  private Vision() {}

  /**
   * The digits in reading order: lines from the top, each from the left; none where none is drawn.
   * Where sheets of paper lie on a table, those of the sheet with most digits.
   */
  public static List<Digit> find(Raster raster) {
    List<Digit> best = List.of();
    for (Quad corners : SheetFinder.find(raster)) {
      RectifiedSheet sheet = RectifiedSheet.of(raster, corners);
      List<Digit> digits = findInWhole(sheet.raster());
      if (digits.size() > best.size()) {
        best = new ArrayList<>();
        for (Digit digit : digits) {
          best.add(new Digit(sheet.inPhoto(digit.box()), digit.pixels()));
        }
      }
    }
    return best.isEmpty() ? findInWhole(raster) : best;
  }

  private static List<Digit> findInWhole(Raster raster) {
    int times = 1;
    while ((double) raster.width() * raster.height() / (times * times) > WORKING_PIXELS) {
      times++;
    }
    InkMap drawn = InkMap.of(raster.shrunk(times));
    List<ConnectedComponent> components = ConnectedComponent.of(drawn);
    InkMap ink = RuledLineRemover.removed(drawn, components);
    if (ink != drawn) {
      components = ConnectedComponent.of(ink);
    }
    if (ink.doubtfulAtBorder()) {
      components.removeIf(component -> touchesBorder(component, ink));
    }
    List<DigitCandidate> groups =
        ComponentGrouping.of(components, Math.max(ink.width(), ink.height()));
    DigitCropper cropper = new DigitCropper(ink, groups, components.size());
    List<Digit> digits = new ArrayList<>(groups.size());
    for (int i = 0; i < groups.size(); i++) {
      digits.add(cropper.digit(i, raster, times));
    }
    return digits;
  }

  private static boolean touchesBorder(ConnectedComponent component, InkMap ink) {
    return component.left == 0
        || component.top == 0
        || component.right == ink.width()
        || component.bottom == ink.height();
  }
}
