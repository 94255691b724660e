/** Benchmarks of the classifier, of vision and of a warm prediction function. */
@NullMarked
package dev.cirrus.bench;

import org.jspecify.annotations.NullMarked;
