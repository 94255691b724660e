/** Tests of the dependencies between the modules, and of the documents. */
@NullMarked
package dev.cirrus.architecture;

import org.jspecify.annotations.NullMarked;
