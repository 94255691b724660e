/** Training runs, their lock, their files and their jobs. */
@NullMarked
package dev.cirrus.runs;

import org.jspecify.annotations.NullMarked;
