/** Pictures that are composed to measure how models read them. */
@NullMarked
package dev.cirrus.classifier.pictures;

import org.jspecify.annotations.NullMarked;
