/** The model that answers requests, and its replacement while they are answered. */
@NullMarked
package dev.cirrus.predict.serving;

import org.jspecify.annotations.NullMarked;
