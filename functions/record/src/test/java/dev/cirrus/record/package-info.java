@NullMarked
package dev.cirrus.record;

import org.jspecify.annotations.NullMarked;
