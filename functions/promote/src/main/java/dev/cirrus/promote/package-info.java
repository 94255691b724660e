/** The gate that a candidate must pass before it is promoted. */
@NullMarked
package dev.cirrus.promote;

import org.jspecify.annotations.NullMarked;
