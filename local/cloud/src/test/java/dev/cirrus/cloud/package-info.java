@NullMarked
package dev.cirrus.cloud;

import org.jspecify.annotations.NullMarked;
