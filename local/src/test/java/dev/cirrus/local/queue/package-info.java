@NullMarked
package dev.cirrus.local.queue;

import org.jspecify.annotations.NullMarked;
