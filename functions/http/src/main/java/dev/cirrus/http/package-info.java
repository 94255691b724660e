/** Requests, responses, problems and owner keys of the functions behind API Gateway. */
@NullMarked
package dev.cirrus.http;

import org.jspecify.annotations.NullMarked;
