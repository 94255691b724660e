package dev.cirrus.predict;

import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.ModelCard;
import java.time.Instant;

/** A model that answers requests. */
record LoadedModel(Classifier classifier, ModelCard card, ModelOrigin origin, Instant since) {
  String version() {
    return card.pointer().version();
  }
}
