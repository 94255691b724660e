package dev.cirrus.promote;

import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Classifier;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Classifies like another classifier, but recognizes no digit in some pictures. */
final class ForgetfulClassifier implements Classifier {
  private static final Classification NOT_A_DIGIT =
      Classification.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

  private final Classifier other;
  private final Set<FloatBuffer> forgotten = new HashSet<>();
  private boolean isForgetting;

  ForgetfulClassifier(Classifier other) {
    this.other = other;
  }

  /** Stops recognizing the digits of these pictures, whichever tone is read as their ink. */
  void forget(ReadingSet set) {
    // While nothing is a digit, every interpretation of a picture is tried.
    isForgetting = true;
    ReadingResult.of(this, set);
    isForgetting = false;
  }

  @Override
  public List<Classification> classify(float[][] images) {
    List<Classification> classifications = new ArrayList<>(other.classify(images));
    for (int i = 0; i < images.length; i++) {
      FloatBuffer image = FloatBuffer.wrap(images[i]);
      if (isForgetting) {
        forgotten.add(image);
      }
      if (forgotten.contains(image)) {
        classifications.set(i, NOT_A_DIGIT);
      }
    }
    return classifications;
  }

  @Override
  public void close() {
    // The other classifier is closed by its owner.
  }
}
