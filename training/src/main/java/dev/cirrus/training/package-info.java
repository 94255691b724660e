/** The training job: trains a model with Spark, calibrates and evaluates it, and publishes it. */
@NullMarked
package dev.cirrus.training;

import org.jspecify.annotations.NullMarked;
