/** The message that predict sends, record stores and history returns. */
@NullMarked
package dev.cirrus.prediction;

import org.jspecify.annotations.NullMarked;
