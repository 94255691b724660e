/** The whole system on one machine: what API Gateway, Lambda and CloudFront do on AWS. */
@NullMarked
package dev.cirrus.local;

import org.jspecify.annotations.NullMarked;
