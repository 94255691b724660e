/** Tests of the model card. */
@NullMarked
package dev.cirrus.training.report;

import org.jspecify.annotations.NullMarked;
