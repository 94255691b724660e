package dev.cirrus.training.network;

/**
 * The images of one training step.
 *
 * @param images each image's 784 values from 0 to 1
 * @param targets the probabilities that the network is trained to return for each image
 */
// Never compared; the arrays are large, shared and not modified.
@SuppressWarnings("ArrayRecordComponent")
public record Batch(float[] images, float[] targets) {}
