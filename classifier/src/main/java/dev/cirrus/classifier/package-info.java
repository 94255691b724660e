/**
 * Runs and checks models, which map 784 values to the probabilities of the digits and of "not a
 * digit".
 */
@NullMarked
package dev.cirrus.classifier;

import org.jspecify.annotations.NullMarked;
