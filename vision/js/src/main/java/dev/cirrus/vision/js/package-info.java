/**
 * Exports {@code vision} to browsers. TeaVM compiles this package to the ECMAScript module {@code
 * target/js/vision.js}; its type declarations lie beside it.
 */
@NullMarked
package dev.cirrus.vision.js;

import org.jspecify.annotations.NullMarked;
