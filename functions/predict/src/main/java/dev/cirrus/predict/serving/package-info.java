/** Loads the serving model and replaces it while requests are answered. */
@NullMarked
package dev.cirrus.predict.serving;

import org.jspecify.annotations.NullMarked;
