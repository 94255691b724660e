package dev.cirrus.predict;

import dev.cirrus.prediction.Box;
import dev.cirrus.prediction.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed request for a prediction, with at least one image.
 *
 * @param id the id of an earlier response to the same request, which must not be recorded twice
 */
record PredictRequest(
    @Nullable String id, List<Image> images, boolean record, Source source, @Nullable String file) {
  PredictRequest {
    images = List.copyOf(images);
  }

  /**
   * 784 values from 0 to 255, which must not be changed, and their box if they are from a picture.
   */
  static final class Image {
    private final float[] values;
    private final @Nullable Box box;

    Image(float[] values, @Nullable Box box) {
      this.values = values;
      this.box = box;
    }

    float[] values() {
      return values;
    }

    @Nullable Box box() {
      return box;
    }
  }
}
