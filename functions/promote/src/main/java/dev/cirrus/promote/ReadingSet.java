package dev.cirrus.promote;

import dev.cirrus.vision.Raster;
import java.util.List;

/** Pictures of one kind. */
record ReadingSet(String name, List<Picture> pictures) {
  ReadingSet {
    pictures = List.copyOf(pictures);
  }

  /**
   * A picture of digits.
   *
   * @param text the digits in reading order
   */
  record Picture(Raster raster, String text) {}

  /** The number of digits in all pictures. */
  int digits() {
    return pictures.stream().mapToInt(picture -> picture.text().length()).sum();
  }
}
