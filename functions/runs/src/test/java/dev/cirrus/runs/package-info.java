@NullMarked
package dev.cirrus.runs;

import org.jspecify.annotations.NullMarked;
