/**
 * The local queue: sending in batches, the guard of the disk, and the poller that invokes
 * functions.
 */
@NullMarked
package dev.cirrus.local.queue;

import org.jspecify.annotations.NullMarked;
