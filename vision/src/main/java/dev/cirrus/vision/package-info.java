/** Finds the handwritten digits in a picture and scales each to 28 × 28 pixels. */
@NullMarked
package dev.cirrus.vision;

import org.jspecify.annotations.NullMarked;
