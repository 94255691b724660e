/** Renders pen strokes and distorts images. */
@NullMarked
package dev.cirrus.training.augmentation;

import org.jspecify.annotations.NullMarked;
