@NullMarked
package dev.cirrus.local.training;

import org.jspecify.annotations.NullMarked;
