/** Shared by the tests of other modules: local AWS services, a faulty proxy and a clock. */
@NullMarked
package dev.cirrus.testsupport;

import org.jspecify.annotations.NullMarked;
