package dev.cirrus.predict;

import dev.cirrus.prediction.Box;
import dev.cirrus.prediction.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to have read: at least one image.
 *
 * @param id what an earlier answer to the same was called, if this is to make no second record
 */
record PredictRequest(
    @Nullable String id, List<Image> images, boolean record, Source source, @Nullable String file) {
  PredictRequest {
    images = List.copyOf(images);
  }

  /** 784 values from 0 to 255, which nobody may change, and their place if it was a picture. */
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
