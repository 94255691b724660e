/** How fast it is, beside what it is compared with. */
@NullMarked
package dev.cirrus.bench;

import org.jspecify.annotations.NullMarked;
