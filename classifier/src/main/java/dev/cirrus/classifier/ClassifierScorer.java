package dev.cirrus.classifier;

import dev.cirrus.vision.DigitScorer;
import java.util.List;

/** Lets {@link dev.cirrus.vision.Vision} score its candidates with a classifier. */
public final class ClassifierScorer implements DigitScorer {
  private static final float MAX_PIXEL = 255;

  private final Classifier classifier;

  public ClassifierScorer(Classifier classifier) {
    this.classifier = classifier;
  }

  @Override
  public float[][] score(List<byte[]> images) {
    float[][] inputs = new float[images.size()][Classifier.VALUES];
    for (int i = 0; i < inputs.length; i++) {
      byte[] pixels = images.get(i);
      for (int j = 0; j < pixels.length; j++) {
        inputs[i][j] = (pixels[j] & 0xff) / MAX_PIXEL;
      }
    }
    List<Classification> classifications = classifier.classify(inputs);
    float[][] scores = new float[inputs.length][CLASSES];
    for (int i = 0; i < inputs.length; i++) {
      System.arraycopy(classifications.get(i).digits(), 0, scores[i], 0, Classification.DIGITS);
      scores[i][NOT_A_DIGIT] = classifications.get(i).notADigit();
    }
    return scores;
  }
}
