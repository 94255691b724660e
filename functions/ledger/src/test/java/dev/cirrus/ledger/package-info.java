@NullMarked
package dev.cirrus.ledger;

import org.jspecify.annotations.NullMarked;
