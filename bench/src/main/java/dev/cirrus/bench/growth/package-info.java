/** Measures how the time of each operation grows with the amount of data. */
@NullMarked
package dev.cirrus.bench.growth;

import org.jspecify.annotations.NullMarked;
