package dev.cirrus.promote;

import dev.cirrus.classifier.Classifier;

/**
 * How three models read the pictures of a set.
 *
 * @param reference how the shipped model does
 */
record ReadingComparison(
    ReadingSet set, ReadingResult candidate, ReadingResult current, ReadingResult reference) {
  static ReadingComparison of(
      ReadingSet set, Classifier candidate, Classifier current, Classifier reference) {
    ReadingResult ofCurrent = ReadingResult.of(current, set);
    return new ReadingComparison(
        set,
        ReadingResult.of(candidate, set),
        ofCurrent,
        reference.equals(current) ? ofCurrent : ReadingResult.of(reference, set));
  }
}
