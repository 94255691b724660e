package dev.cirrus.predict.inference;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request for inference.
 *
 * @param id repeated in the response, or null
 * @param images each with 784 values from 0 (paper) to 1 (ink)
 * @param outputs the names of the outputs to return
 */
record InferRequest(@Nullable String id, List<float[]> images, Set<String> outputs) {}
