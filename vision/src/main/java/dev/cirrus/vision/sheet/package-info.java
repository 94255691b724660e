/** Finds sheets of paper in a photograph and rectifies them. */
@NullMarked
package dev.cirrus.vision.sheet;

import org.jspecify.annotations.NullMarked;
