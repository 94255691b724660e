/** Tests of the distributed training. */
@NullMarked
package dev.cirrus.training.distributed;

import org.jspecify.annotations.NullMarked;
