/** The Open Inference Protocol, version 2: what generic clients of model servers speak. */
@NullMarked
package dev.cirrus.predict.inference;

import org.jspecify.annotations.NullMarked;
