/** What the functions say to one another and to their callers. */
@NullMarked
package dev.cirrus.wire;

import org.jspecify.annotations.NullMarked;
