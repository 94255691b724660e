/** Measures how well a running Cirrus reads what people send: drawings, scans and photographs. */
@NullMarked
package dev.cirrus.bench.reading;

import org.jspecify.annotations.NullMarked;
