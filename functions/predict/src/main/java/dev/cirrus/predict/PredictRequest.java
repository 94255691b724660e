package dev.cirrus.predict;

import dev.cirrus.predict.image.DecodedImage;
import dev.cirrus.prediction.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed request for a prediction.
 *
 * @param id the id of an earlier response to the same request, which must not be recorded twice
 */
record PredictRequest(
    @Nullable String id, Input input, boolean record, Source source, @Nullable String file) {

  /** The images or the picture to read. */
  sealed interface Input {}

  /** At least one image of 784 values from 0 to 255, which must not be changed. */
  record Images(List<float[]> values) implements Input {
    Images {
      values = List.copyOf(values);
    }
  }

  /**
   * A picture with any number of digits.
   *
   * @param withPixels whether the response is to contain the pixels of the digits that are found
   */
  record Picture(DecodedImage image, boolean withPixels) implements Input {}
}
