/** Log events, metrics, environment variables and snapshot hooks of a Lambda function. */
@NullMarked
package dev.cirrus.lambda;

import org.jspecify.annotations.NullMarked;
