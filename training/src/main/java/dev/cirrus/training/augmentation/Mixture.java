package dev.cirrus.training.augmentation;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The frequency of each source of training images.
 *
 * @param weights relative to one another; sources without one are not used
 */
public record Mixture(Map<SampleSource, Double> weights) implements Serializable {
  public Mixture {
    if (weights.values().stream().anyMatch(weight -> !(weight > 0))) {
      throw new IllegalArgumentException("expected positive weights but got " + weights);
    }
    weights = Collections.unmodifiableMap(new EnumMap<>(weights));
  }

  /** The share of the images that come from a source. */
  public double share(SampleSource source) {
    double sum = weights.values().stream().mapToDouble(w -> w).sum();
    return weights.getOrDefault(source, 0.0) / sum;
  }

  /** Returns the mixture without a source. */
  public Mixture without(SampleSource source) {
    EnumMap<SampleSource, Double> others = new EnumMap<>(weights);
    others.remove(source);
    return new Mixture(others);
  }

  /** Picks a source at random. */
  SampleSource pick(RandomGenerator random) {
    double at = random.nextDouble() * weights.values().stream().mapToDouble(w -> w).sum();
    SampleSource last = SampleSource.MNIST;
    for (Map.Entry<SampleSource, Double> entry : weights.entrySet()) {
      last = entry.getKey();
      at -= entry.getValue();
      if (at < 0) {
        break;
      }
    }
    return last;
  }
}
