package dev.cirrus.simulation.system;

import dev.cirrus.predict.NotRecordedException;
import dev.cirrus.predict.PredictionQueue;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Probabilities;
import dev.cirrus.prediction.Source;
import dev.cirrus.simulation.audit.LedgerAudit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The function predict with random digits in place of the classifier. */
final class PredictFunction {
  private static final Pixels PIXELS = Pixels.ofBytes(new byte[Pixels.COUNT]);
  private static final int MAX_DIGITS = 3;

  private final PredictionQueue queue;
  private final IdGenerator ids;
  private final Clock clock;
  private final LedgerAudit audit;

  PredictFunction(PredictionQueue queue, IdGenerator ids, Clock clock, LedgerAudit audit) {
    this.queue = queue;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  /**
   * Predicts.
   *
   * @param id the id that the caller chose, or null
   */
  Prediction predict(@Nullable String owner, @Nullable String id, SplittableRandom random) {
    List<ClassifiedDigit> digits = new ArrayList<>();
    int count = random.nextInt(1, MAX_DIGITS + 1);
    for (int i = 0; i < count; i++) {
      digits.add(new ClassifiedDigit(probabilities(random), PIXELS, null));
    }
    Prediction prediction =
        new Prediction(
            id == null ? ids.next() : id,
            clock.instant(),
            owner,
            Source.API,
            null,
            "simulated",
            digits);
    audit.sending(prediction);
    try {
      queue.send(prediction);
      audit.acknowledged(prediction);
    } catch (NotRecordedException e) {
      // Nothing was promised: the response says that it is not recorded.
      return prediction;
    }
    return prediction;
  }

  private static Probabilities probabilities(SplittableRandom random) {
    float[] values = new float[Probabilities.COUNT];
    values[random.nextInt(Probabilities.COUNT)] = random.nextBoolean() ? 0.9f : 0.6f;
    return Probabilities.of(values);
  }
}
