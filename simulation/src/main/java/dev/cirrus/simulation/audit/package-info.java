/** The promises of Cirrus, and the audit that finds the broken ones. */
@NullMarked
package dev.cirrus.simulation.audit;

import org.jspecify.annotations.NullMarked;
