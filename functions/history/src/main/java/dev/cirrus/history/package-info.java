/** Lists, reads, corrects, deletes and exports an owner's predictions. */
@NullMarked
package dev.cirrus.history;

import org.jspecify.annotations.NullMarked;
