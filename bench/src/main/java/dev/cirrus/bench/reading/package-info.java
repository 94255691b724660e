/** Measures how accurately a running system reads drawings, scans and photographs. */
@NullMarked
package dev.cirrus.bench.reading;

import org.jspecify.annotations.NullMarked;
