package dev.cirrus.predict;

import dev.cirrus.prediction.Prediction;

/**
 * A prediction and whether it was handed to the queue.
 *
 * @param recorded false where the caller asked for no record or the queue did not accept it in time
 */
record PredictResult(Prediction prediction, boolean recorded) {}
