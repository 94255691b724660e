/** Starts and monitors training runs, one at a time; promotes candidates; rolls back the model. */
@NullMarked
package dev.cirrus.traintrigger;

import org.jspecify.annotations.NullMarked;
