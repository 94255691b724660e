package dev.cirrus.predict.image;

import dev.cirrus.vision.Raster;

/**
 * A decoded picture, turned upright.
 *
 * @param step how many of the picture's pixels one pixel of the raster stands for, in each
 *     direction
 */
public record DecodedImage(Raster raster, int step) {}
