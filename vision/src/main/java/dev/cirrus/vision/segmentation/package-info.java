/** Groups ink into digits: connected components, text lines, digit candidates. */
@NullMarked
package dev.cirrus.vision.segmentation;

import org.jspecify.annotations.NullMarked;
