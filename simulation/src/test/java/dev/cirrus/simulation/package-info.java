@NullMarked
package dev.cirrus.simulation;

import org.jspecify.annotations.NullMarked;
