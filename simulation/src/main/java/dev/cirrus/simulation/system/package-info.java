/** Cirrus's own handlers and adapters, wired to simulated services, and their callers. */
@NullMarked
package dev.cirrus.simulation.system;

import org.jspecify.annotations.NullMarked;
