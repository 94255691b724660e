package dev.cirrus.training.distributed;

import java.io.Serializable;

/**
 * The state of the training after a round, of one executor or averaged over all.
 *
 * @param parameters of the network
 * @param velocity of the optimiser
 * @param loss mean of the round's steps
 */
// Never compared; the arrays are large, shared and not modified.
@SuppressWarnings("ArrayRecordComponent")
public record RoundResult(float[] parameters, float[] velocity, double loss)
    implements Serializable {
  static RoundResult mean(Iterable<RoundResult> results) {
    RoundResult sum = null;
    int count = 0;
    for (RoundResult result : results) {
      count++;
      if (sum == null) {
        sum = new RoundResult(result.parameters.clone(), result.velocity.clone(), result.loss);
      } else {
        add(sum.parameters, result.parameters);
        add(sum.velocity, result.velocity);
        sum = new RoundResult(sum.parameters, sum.velocity, sum.loss + result.loss);
      }
    }
    if (sum == null) {
      throw new IllegalArgumentException("expected at least one result");
    }
    scale(sum.parameters, 1f / count);
    scale(sum.velocity, 1f / count);
    return new RoundResult(sum.parameters, sum.velocity, sum.loss / count);
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
