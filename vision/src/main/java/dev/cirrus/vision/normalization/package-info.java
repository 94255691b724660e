/** Scales the ink of one digit to 28 × 28 pixels in the format of MNIST. */
@NullMarked
package dev.cirrus.vision.normalization;

import org.jspecify.annotations.NullMarked;
