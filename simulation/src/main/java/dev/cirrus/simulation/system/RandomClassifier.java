package dev.cirrus.simulation.system;

import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Classifies images at random, since what a model reads affects no promise. */
record RandomClassifier(World world) implements Classifier {
  @Override
  public List<Classification> classify(float[][] images) {
    SplittableRandom random = world.current().random();
    List<Classification> classifications = new ArrayList<>();
    for (int i = 0; i < images.length; i++) {
      float[] outputs = new float[Classification.DIGITS];
      outputs[random.nextInt(Classification.DIGITS)] = random.nextBoolean() ? 0.9f : 0.6f;
      classifications.add(Classification.of(outputs));
    }
    return classifications;
  }

  @Override
  public void close() {
    // There is nothing to free.
  }
}
