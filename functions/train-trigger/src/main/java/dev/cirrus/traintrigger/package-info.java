/** Starts training runs, one at a time, watches them, and goes back to an earlier model. */
@NullMarked
package dev.cirrus.traintrigger;

import org.jspecify.annotations.NullMarked;
