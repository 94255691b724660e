/**
 * {@code vision} for browsers: TeaVM makes the ECMAScript module {@code vision.js} of this package,
 * and its types lie beside it in {@code target/js}.
 */
@NullMarked
package dev.cirrus.vision.js;

import org.jspecify.annotations.NullMarked;
