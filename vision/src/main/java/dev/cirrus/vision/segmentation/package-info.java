/** Splits ink into connected components and chooses the digits that these form. */
@NullMarked
package dev.cirrus.vision.segmentation;

import org.jspecify.annotations.NullMarked;
