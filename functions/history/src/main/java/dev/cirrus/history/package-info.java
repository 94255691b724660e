/** Reads, corrects, forgets and exports the ledger, for each owner their own. */
@NullMarked
package dev.cirrus.history;

import org.jspecify.annotations.NullMarked;
