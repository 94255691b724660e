/** Time, tasks, chance and faults of a simulation. */
@NullMarked
package dev.cirrus.simulation.world;

import org.jspecify.annotations.NullMarked;
