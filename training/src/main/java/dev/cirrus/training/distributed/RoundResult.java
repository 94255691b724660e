package dev.cirrus.training.distributed;

import java.io.Serializable;

/**
 * What one executor brings back from a round, or all of them on average.
 *
 * @param numbers of the network
 * @param velocity the optimiser's memory
 * @param loss mean of the round's steps
 */
// Compared nowhere; its arrays are large, shared and never written to.
@SuppressWarnings("ArrayRecordComponent")
public record RoundResult(float[] numbers, float[] velocity, double loss) implements Serializable {
  public static RoundResult mean(Iterable<RoundResult> rounds) {
    RoundResult sum = null;
    int count = 0;
    for (RoundResult round : rounds) {
      count++;
      if (sum == null) {
        sum = new RoundResult(round.numbers.clone(), round.velocity.clone(), round.loss);
      } else {
        add(sum.numbers, round.numbers);
        add(sum.velocity, round.velocity);
        sum = new RoundResult(sum.numbers, sum.velocity, sum.loss + round.loss);
      }
    }
    if (sum == null) {
      throw new IllegalArgumentException("no rounds to average");
    }
    scale(sum.numbers, 1f / count);
    scale(sum.velocity, 1f / count);
    return new RoundResult(sum.numbers, sum.velocity, sum.loss / count);
  }

  private static void add(float[] sum, float[] part) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += part[i];
    }
  }

  private static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }
}
