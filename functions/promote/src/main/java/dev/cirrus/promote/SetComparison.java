package dev.cirrus.promote;

import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.Metrics;

/**
 * The measurements on one evaluation set.
 *
 * @param reference those of the shipped model
 */
record SetComparison(String set, Metrics candidate, Metrics current, Metrics reference) {
  static SetComparison of(
      EvaluationSet set, Metrics candidate, Classifier current, Classifier reference) {
    Metrics ofCurrent = Metrics.of(current, set);
    return new SetComparison(
        set.name(),
        candidate,
        ofCurrent,
        reference.equals(current) ? ofCurrent : Metrics.of(reference, set));
  }
}
