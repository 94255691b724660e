/** What was predicted, kept once, until its owner forgets it or its time runs out. */
@NullMarked
package dev.cirrus.ledger;

import org.jspecify.annotations.NullMarked;
