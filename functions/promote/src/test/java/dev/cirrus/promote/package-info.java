@NullMarked
package dev.cirrus.promote;

import org.jspecify.annotations.NullMarked;
