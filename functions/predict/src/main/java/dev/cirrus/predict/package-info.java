/** Answers a request for a prediction. */
@NullMarked
package dev.cirrus.predict;

import org.jspecify.annotations.NullMarked;
