/**
 * From 784 values to ten probabilities: running a model, checking one, and where they come from.
 */
@NullMarked
package dev.cirrus.classifier;

import org.jspecify.annotations.NullMarked;
