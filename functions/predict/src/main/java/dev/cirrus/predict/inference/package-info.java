/** The Open Inference Protocol, version 2, for generic clients of model servers. */
@NullMarked
package dev.cirrus.predict.inference;

import org.jspecify.annotations.NullMarked;
