/** Tests of rendering and distortion. */
@NullMarked
package dev.cirrus.training.augmentation;

import org.jspecify.annotations.NullMarked;
