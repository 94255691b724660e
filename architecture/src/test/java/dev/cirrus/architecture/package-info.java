/** Holds the code to the borders between the rooms. */
@NullMarked
package dev.cirrus.architecture;

import org.jspecify.annotations.NullMarked;
