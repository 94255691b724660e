/** What Cirrus promises, and whether it kept its promises. */
@NullMarked
package dev.cirrus.simulation.audit;

import org.jspecify.annotations.NullMarked;
