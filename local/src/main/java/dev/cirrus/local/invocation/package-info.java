/** Functions as they are invoked, without a Lambda service. */
@NullMarked
package dev.cirrus.local.invocation;

import org.jspecify.annotations.NullMarked;
