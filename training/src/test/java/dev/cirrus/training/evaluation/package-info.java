/** Tests of the evaluation. */
@NullMarked
package dev.cirrus.training.evaluation;

import org.jspecify.annotations.NullMarked;
