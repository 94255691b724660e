@NullMarked
package dev.cirrus.traintrigger;

import org.jspecify.annotations.NullMarked;
