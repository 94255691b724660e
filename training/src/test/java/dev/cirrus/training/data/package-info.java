/** Tests of the data sets. */
@NullMarked
package dev.cirrus.training.data;

import org.jspecify.annotations.NullMarked;
