package dev.cirrus.training.distributed;

import java.io.Serializable;

/**
 * The length of the training and its learning rate.
 *
 * @param images images to train on in total, each drawn or distorted differently
 * @param rounds how often the executors' parameters are averaged
 * @param batchSize images in one step of one executor
 * @param learningRate the highest learning rate
 */
public record Schedule(long images, int rounds, int batchSize, float learningRate)
    implements Serializable {
  /** The share of the training in which the learning rate rises. */
  private static final double WARM_UP = 0.05;

  private static final int LEAST_ROUNDS = 6;

  /** Returns the schedule with another number of images and at most as many rounds. */
  Schedule ofImages(long count) {
    int fewer = (int) Math.max(LEAST_ROUNDS, Math.min(rounds, rounds * count / images));
    return new Schedule(count, fewer, batchSize, learningRate);
  }

  /** The steps that each executor takes in a round. */
  long stepsPerRound(int executors) {
    return Math.max(1, images / ((long) rounds * batchSize * executors));
  }

  /** The learning rate after a share of the training: a linear warm-up, then cosine decay. */
  public float learningRateAt(double progress) {
    return (float)
        (progress < WARM_UP
            ? learningRate * (0.02 + 0.98 * progress / WARM_UP)
            : learningRate
                * (0.5 + 0.5 * Math.cos(Math.PI * (progress - WARM_UP) / (1 - WARM_UP))));
  }
}
