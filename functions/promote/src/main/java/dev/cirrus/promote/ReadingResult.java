package dev.cirrus.promote;

import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.ClassifierScorer;
import dev.cirrus.promote.ReadingSet.Picture;
import dev.cirrus.vision.Digit;
import dev.cirrus.vision.TooComplexException;
import dev.cirrus.vision.Vision;
import java.util.List;

/**
 * How a model reads the pictures of a set.
 *
 * @param correct whether each picture was read without a mistake
 */
record ReadingResult(List<Boolean> correct) {
  ReadingResult {
    correct = List.copyOf(correct);
  }

  static ReadingResult of(Classifier classifier, ReadingSet set) {
    ClassifierScorer scorer = new ClassifierScorer(classifier);
    return new ReadingResult(
        set.pictures().stream()
            .map(picture -> read(picture, scorer).equals(picture.text()))
            .toList());
  }

  private static String read(Picture picture, ClassifierScorer scorer) {
    StringBuilder text = new StringBuilder();
    try {
      for (Digit digit : Vision.read(picture.raster(), scorer).digits()) {
        text.append(Classification.of(digit.scores()).mostLikelyDigit());
      }
    } catch (TooComplexException e) {
      return "";
    }
    return text.toString();
  }

  double accuracy() {
    return (double) correct.stream().filter(Boolean::booleanValue).count() / correct.size();
  }

  /** The number of pictures that this model reads correctly and the other does not. */
  int betterThan(ReadingResult other) {
    int better = 0;
    for (int i = 0; i < correct.size(); i++) {
      better += correct.get(i) && !other.correct.get(i) ? 1 : 0;
    }
    return better;
  }
}
