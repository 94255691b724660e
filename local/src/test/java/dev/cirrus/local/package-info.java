@NullMarked
package dev.cirrus.local;

import org.jspecify.annotations.NullMarked;
