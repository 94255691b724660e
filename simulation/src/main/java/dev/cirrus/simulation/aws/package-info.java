/** AWS services in memory, behind the interfaces of the SDK's clients. */
@NullMarked
package dev.cirrus.simulation.aws;

import org.jspecify.annotations.NullMarked;
