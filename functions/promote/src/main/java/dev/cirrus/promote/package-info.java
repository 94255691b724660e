/** The gate that a candidate model must pass before it serves. */
@NullMarked
package dev.cirrus.promote;

import org.jspecify.annotations.NullMarked;
