/** Scales one digit's ink to 28 × 28 as MNIST has it. */
@NullMarked
package dev.cirrus.vision.normalization;

import org.jspecify.annotations.NullMarked;
