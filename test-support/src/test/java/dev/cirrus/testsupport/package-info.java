@NullMarked
package dev.cirrus.testsupport;

import org.jspecify.annotations.NullMarked;
