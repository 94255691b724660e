/** Tests of the training job. */
@NullMarked
package dev.cirrus.training;

import org.jspecify.annotations.NullMarked;
