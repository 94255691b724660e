/** The system against the real tools; see CONTRIBUTING.md for how they get here. */
@NullMarked
package dev.cirrus.proof;

import org.jspecify.annotations.NullMarked;
