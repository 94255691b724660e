/** Simulates Cirrus on AWS in one thread, from a seed, and checks what it promises. */
@NullMarked
package dev.cirrus.simulation;

import org.jspecify.annotations.NullMarked;
