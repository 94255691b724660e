/** Stores each prediction once, until its owner deletes it or it expires. */
@NullMarked
package dev.cirrus.ledger;

import org.jspecify.annotations.NullMarked;
