@NullMarked
package dev.cirrus.history;

import org.jspecify.annotations.NullMarked;
