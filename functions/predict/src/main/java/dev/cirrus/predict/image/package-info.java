/** Decodes PNG and JPEG pictures, with a limit on what a hostile one may cost. */
@NullMarked
package dev.cirrus.predict.image;

import org.jspecify.annotations.NullMarked;
