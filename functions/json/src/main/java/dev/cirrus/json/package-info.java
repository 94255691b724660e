/** JSON as streams, strict and without reflection. */
@NullMarked
package dev.cirrus.json;

import org.jspecify.annotations.NullMarked;
