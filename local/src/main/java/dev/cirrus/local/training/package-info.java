/** Training jobs as processes of this machine. */
@NullMarked
package dev.cirrus.local.training;

import org.jspecify.annotations.NullMarked;
