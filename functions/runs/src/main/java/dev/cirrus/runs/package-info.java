/**
 * Training runs, the lock that lets one run at a time, and the pointer to the model that serves.
 */
@NullMarked
package dev.cirrus.runs;

import org.jspecify.annotations.NullMarked;
