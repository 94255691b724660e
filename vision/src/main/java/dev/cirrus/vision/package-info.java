/** From pixels to digits: finds the ink, splits it into digits, scales each to 28 × 28. */
@NullMarked
package dev.cirrus.vision;

import org.jspecify.annotations.NullMarked;
