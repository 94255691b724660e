package dev.cirrus.training.augmentation;

import dev.cirrus.training.data.PenSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Picks pen samples by writer, in proportion to the square root of a writer's number of samples.
 * The styles of writers with few samples still count, but single samples do not dominate.
 */
final class WriterSampler {
  private final List<List<PenSample>> writers;
  private final double[] cumulative;

  WriterSampler(List<PenSample> samples) {
    Map<String, List<PenSample>> byWriter = new TreeMap<>();
    for (PenSample sample : samples) {
      byWriter.computeIfAbsent(sample.writer(), writer -> new ArrayList<>()).add(sample);
    }
    writers = List.copyOf(byWriter.values());
    cumulative = new double[writers.size()];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += Math.sqrt(writers.get(i).size());
      cumulative[i] = sum;
    }
  }

  /** All samples of a writer. */
  List<PenSample> writer(RandomGenerator random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    int index = found < 0 ? -found - 1 : found;
    return writers.get(Math.min(writers.size() - 1, index));
  }

  PenSample sample(RandomGenerator random) {
    return any(writer(random), random);
  }

  static PenSample any(List<PenSample> samples, RandomGenerator random) {
    return samples.get(random.nextInt(samples.size()));
  }
}
