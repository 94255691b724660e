/** The HTTP server of page and API: what API Gateway and CloudFront do on AWS. */
@NullMarked
package dev.cirrus.local.http;

import org.jspecify.annotations.NullMarked;
