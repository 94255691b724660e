package dev.cirrus.vision.segmentation;

/**
 * Estimates whether two neighbouring pieces of ink are parts of one digit, with a network that has
 * one hidden layer.
 *
 * <p>It was fitted by logistic loss on 123,000 pairs from 30,000 lines drawn from the training
 * writers' pen strokes (gaps of 3 to 45 % of the height, detached second strokes, one to three
 * lines). With a threshold of 0.5 it misclassifies 8 % of the held-out pairs in one digit and 0.3 %
 * of the others.
 */
final class MergeModel {
  /** One row for each hidden unit: the weights of the features, then the bias. */
  private static final double[][] HIDDEN = {
    {-0.0, 0.0, 0.0, -0.0, -0.04, -0.0, -0.01, 0.03, -0.01, -0.01, 0.0, 0.0, -0.0, -0.0, -0.06},
    {
      1.71, 0.94, 0.64, -0.35, -2.66, -1.95, 4.27, -2.12, -1.72, 0.74, 0.55, -0.6, -1.29, 0.39, 0.67
    },
    {0.62, 1.26, -1.13, 3.1, 0.31, 0.04, 2.01, -0.46, -0.58, 0.76, 0.9, 1.75, -0.2, -0.36, -1.09},
    {-0.04, -0.12, -0.0, -0.0, 0.01, 0.0, -0.2, -0.12, 0.01, 0.1, -0.0, -0.0, 0.01, -0.12, -0.29},
    {
      0.89, 2.09, -3.27, 0.35, 0.65, 0.02, 0.13, 0.13, -0.04, 0.57, -0.36, -0.48, 0.21, -0.32, -0.89
    },
    {
      -0.41, 0.68, -1.66, 0.14, 0.63, -0.28, 1.75, 0.07, -0.12, 0.31, 0.21, 0.21, -0.17, -0.11,
      -1.39
    },
    {1.3, 3.3, -4.29, 0.36, 1.0, -0.29, 0.51, 0.22, -0.48, 0.97, -0.58, -1.01, 0.53, -0.68, -1.21},
    {2.6, -0.23, 0.18, 2.39, -3.4, -0.92, 1.51, -1.19, -1.55, 1.49, -0.55, 0.57, -0.37, -1.26, 1.3},
  };

  /** The weights of the hidden units, then the bias. */
  private static final double[] OUTPUT = {
    0.01, -3.82, -2.85, 0.03, -2.03, -2.09, -1.9, -4.76, 4.34
  };

  private MergeModel() {}

  /** Returns the probability that two pieces with these {@link MergeFeatures} form one digit. */
  static double probability(double[] features) {
    double sum = OUTPUT[HIDDEN.length];
    for (int j = 0; j < HIDDEN.length; j++) {
      double activation = HIDDEN[j][features.length];
      for (int i = 0; i < features.length; i++) {
        activation += HIDDEN[j][i] * features[i];
      }
      sum += OUTPUT[j] * Math.max(0, activation);
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
