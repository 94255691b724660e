/** Describes the network, trains it with PyTorch, and writes it as ONNX. */
@NullMarked
package dev.cirrus.training.network;

import org.jspecify.annotations.NullMarked;
