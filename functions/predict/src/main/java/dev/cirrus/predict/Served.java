package dev.cirrus.predict;

import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.ModelCard;
import java.time.Instant;

/** A model that answers requests. */
record Served(Classifier classifier, ModelCard card, Origin origin, Instant since) {
  String version() {
    return card.pointer().version();
  }
}
