/** Tells ink from paper: how much ink lies on each pixel, whatever the colours and the light. */
@NullMarked
package dev.cirrus.vision.binarization;

import org.jspecify.annotations.NullMarked;
