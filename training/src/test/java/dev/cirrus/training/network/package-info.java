/** Tests of the network. */
@NullMarked
package dev.cirrus.training.network;

import org.jspecify.annotations.NullMarked;
