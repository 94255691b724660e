/** Tests of the built system from outside, with the tools that users have. */
@NullMarked
package dev.cirrus.systemtests;

import org.jspecify.annotations.NullMarked;
