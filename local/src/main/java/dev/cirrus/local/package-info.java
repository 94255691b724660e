/** Runs the whole system on this machine, in place of API Gateway, Lambda and CloudFront. */
@NullMarked
package dev.cirrus.local;

import org.jspecify.annotations.NullMarked;
