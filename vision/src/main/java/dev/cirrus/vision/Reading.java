package dev.cirrus.vision;

import dev.cirrus.vision.sheet.Quad;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The digits that {@link Vision} read in a raster.
 *
 * @param digits in reading order: line by line, each from left to right
 * @param rejected the boxes of marks that are not digits
 * @param cost how badly the digits explain the ink, on average: near 0 for clear digits, above 1
 *     for doubtful ones, infinite if there are none
 * @param sheet the corners of the sheet of paper on which the digits were found, null if it fills
 *     the raster
 */
public record Reading(List<Digit> digits, List<Box> rejected, double cost, @Nullable Quad sheet) {
  public Reading {
    digits = List.copyOf(digits);
    rejected = List.copyOf(rejected);
  }
}
