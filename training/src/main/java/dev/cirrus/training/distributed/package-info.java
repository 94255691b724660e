/** Trains on Spark executors, round by round. */
@NullMarked
package dev.cirrus.training.distributed;

import org.jspecify.annotations.NullMarked;
