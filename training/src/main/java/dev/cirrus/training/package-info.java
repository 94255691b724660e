/** Trains the model: reads and draws the data, learns in a Spark job, writes ONNX, measures. */
@NullMarked
package dev.cirrus.training;

import org.jspecify.annotations.NullMarked;
