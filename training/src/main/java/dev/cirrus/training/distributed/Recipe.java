package dev.cirrus.training.distributed;

import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.network.Network;
import java.io.Serializable;

/**
 * How to train.
 *
 * @param name what the card calls it
 * @param shape of the network, as {@link Network#of} reads it
 * @param images how many images to learn from in all, each drawn or distorted anew
 * @param rounds how many times the executors' weights are averaged
 * @param batch images in a step of one executor
 * @param rate the greatest learning rate, reached after a twentieth of the way
 * @param decay of the weights
 * @param mnist share of the images that are MNIST's
 * @param redrawn share that are MNIST's, drawn on the canvas
 * @param pen share that are pen digits
 * @param letters share that are letters, to be unsure of
 * @param corrected share that are corrections
 * @param strength of the distortion of MNIST's images
 */
public record Recipe(
    String name,
    String shape,
    long images,
    int rounds,
    int batch,
    float rate,
    float decay,
    double mnist,
    double redrawn,
    double pen,
    double letters,
    double corrected,
    double strength)
    implements Serializable {
  /** Share of the images that are corrections, where there are any. */
  private static final double CORRECTED = 0.05;

  /** The part of the way on which the learning rate climbs. */
  private static final double CLIMB = 0.05;

  private static final String SHAPE = "24 48/2 48 48+ 112/2 112 112+";

  /** The shipped model's. */
  public static Recipe full() {
    return new Recipe(
        "full", SHAPE, 7_000_000, 210, 64, 0.06f, 5e-4f, 0.55, 0.07, 0.29, 0.09, CORRECTED, 1);
  }

  /** Two minutes for 99 % of MNIST's test set. */
  public static Recipe quick() {
    return new Recipe(
        "quick", "16 32/2 32 32+ 64/2 64 64+", 200_000, 8, 64, 0.08f, 5e-4f, 1, 0, 0, 0, 0, 0.5);
  }

  /** A short way on from a model that is already good. */
  public static Recipe further() {
    return new Recipe(
        "continue", SHAPE, 120_000, 6, 64, 0.001f, 5e-4f, 0.45, 0.08, 0.34, 0.08, CORRECTED, 1);
  }

  /** The same of another length. */
  public Recipe ofImages(long count) {
    int fewer = (int) Math.max(6, Math.min(rounds, rounds * count / images));
    return new Recipe(
        name, shape, count, fewer, batch, rate, decay, mnist, redrawn, pen, letters, corrected,
        strength);
  }

  /** The same for a network of another shape. */
  public Recipe ofShape(String other) {
    return new Recipe(
        name, other, images, rounds, batch, rate, decay, mnist, redrawn, pen, letters, corrected,
        strength);
  }

  /** The same without the shares of what is not there. */
  public Recipe of(TrainingSet lessons) {
    return new Recipe(
        name,
        shape,
        images,
        rounds,
        batch,
        rate,
        decay,
        mnist,
        redrawn,
        lessons.digits().isEmpty() ? 0 : pen,
        lessons.letters().isEmpty() ? 0 : letters,
        lessons.corrections().count() == 0 ? 0 : corrected,
        strength);
  }

  /** What the shares are shares of. */
  public double shares() {
    return pen + letters + redrawn + mnist + corrected;
  }

  /** The learning rate at a place of the way, 0–1: a short climb, then half a cosine down. */
  public float rateAt(double place) {
    return (float)
        (place < CLIMB
            ? rate * (0.02 + 0.98 * place / CLIMB)
            : rate * (0.5 + 0.5 * Math.cos(Math.PI * (place - CLIMB) / (1 - CLIMB))));
  }
}
