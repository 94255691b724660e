/** Measures a model on data that it was not trained on. */
@NullMarked
package dev.cirrus.training.evaluation;

import org.jspecify.annotations.NullMarked;
