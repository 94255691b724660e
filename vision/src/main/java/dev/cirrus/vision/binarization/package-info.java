/** Separates ink from paper, whatever their colours and however the picture is lit. */
@NullMarked
package dev.cirrus.vision.binarization;

import org.jspecify.annotations.NullMarked;
