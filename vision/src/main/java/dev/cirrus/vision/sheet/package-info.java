/** Finds a sheet of paper in a photograph and looks at it from straight above. */
@NullMarked
package dev.cirrus.vision.sheet;

import org.jspecify.annotations.NullMarked;
