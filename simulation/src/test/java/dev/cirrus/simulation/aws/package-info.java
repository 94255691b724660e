@NullMarked
package dev.cirrus.simulation.aws;

import org.jspecify.annotations.NullMarked;
