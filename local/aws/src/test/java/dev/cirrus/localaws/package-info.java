@NullMarked
package dev.cirrus.localaws;

import org.jspecify.annotations.NullMarked;
