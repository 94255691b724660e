package dev.cirrus.predict.serving;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.ModelCheck;
import dev.cirrus.models.ModelCard;
import dev.cirrus.models.ShippedModel;
import dev.cirrus.models.StoredModel;
import java.time.Instant;

/** A model that answers requests. */
public record LoadedModel(
    Classifier classifier, StoredModel stored, ModelOrigin origin, Instant since) {
  /** Loads the model that the function carries. */
  public static LoadedModel shipped(Instant now) {
    StoredModel shipped = ShippedModel.load();
    try {
      return new LoadedModel(
          ModelCheck.load(shipped.onnx(), shipped.pointer().sha256()),
          shipped,
          ModelOrigin.SHIPPED,
          now);
    } catch (BadModelException e) {
      throw new IllegalStateException("The shipped model is unusable: " + e.getMessage(), e);
    }
  }

  public ModelCard card() {
    return stored.card();
  }

  public String version() {
    return stored.pointer().version();
  }
}
