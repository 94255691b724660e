/** Writes predictions from the queue into the ledger. */
@NullMarked
package dev.cirrus.record;

import org.jspecify.annotations.NullMarked;
