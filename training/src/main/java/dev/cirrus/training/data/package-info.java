/** Reads the data sets, splits them by writer and stores files. */
@NullMarked
package dev.cirrus.training.data;

import org.jspecify.annotations.NullMarked;
