package dev.cirrus.promote;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.Metrics;
import dev.cirrus.classifier.ModelCheck;
import dev.cirrus.classifier.OnnxClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Measures a candidate on digits that no model was trained with and compares it with two models:
 * the current one, and the shipped one as a fixed reference. Without the latter, each of a series
 * of runs could lose a little.
 *
 * <p>The models are measured side by side on the same machine. Of the candidate's card only the
 * hash is used.
 */
final class Gate {
  /** Below this share of the current model's accuracy, the input or the output is wrong. */
  private static final double BROKEN = 0.7;

  private static final int PROBED_DIGITS = 500;
  private static final int TIMED_ROUNDS = 9;
  private static final int DIGITS_PER_ROUND = 32;

  private final LongSupplier nanoTime;
  private final double pictures;

  Gate(LongSupplier nanoTime) {
    this(nanoTime, 1);
  }

  /**
   * Creates a gate.
   *
   * @param pictures the share of the pictures to read
   */
  Gate(LongSupplier nanoTime, double pictures) {
    this.nanoTime = nanoTime;
    this.pictures = pictures;
  }

  /**
   * Measures a candidate.
   *
   * @param sha256 the hash in the candidate's card
   * @param reference the shipped model; the same object as {@code current} if it serves
   */
  GateResult judge(
      byte[] model,
      String sha256,
      Classifier current,
      Classifier reference,
      List<EvaluationSet> sets) {
    if (!ModelCheck.sha256(model).equals(sha256)) {
      return GateResult.refused("Its hash differs from the one in its card.", model);
    }
    if (model.length > GateLimits.BYTES) {
      return GateResult.refused(GateLimits.tooLarge(model.length), model);
    }
    try (Classifier candidate = OnnxClassifier.load(model)) {
      return judge(model, candidate, current, reference, sets);
    } catch (BadModelException e) {
      return GateResult.refused("It is unusable: " + e.getMessage(), model);
    }
  }

  /** Measures a candidate that has been loaded from its file. */
  GateResult judge(
      byte[] model,
      Classifier candidate,
      Classifier current,
      Classifier reference,
      List<EvaluationSet> sets)
      throws BadModelException {
    // First, so that a candidate that is far too slow is refused before the function times out.
    double slower = slower(candidate, current, sets.getFirst());
    if (slower > GateLimits.SLOWER) {
      return new GateResult(
          List.of(slownessReason(slower)),
          model.length,
          OptionalDouble.of(slower),
          List.of(),
          List.of());
    }
    List<Metrics> measured = new ArrayList<>();
    for (EvaluationSet set : sets) {
      Metrics metrics = Metrics.of(candidate, set);
      if (metrics.nonFinite() > 0) {
        return GateResult.refused(nonFiniteReason(set, metrics), model);
      }
      measured.add(metrics);
    }
    List<String> reasons = new ArrayList<>();
    List<SetComparison> findings = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      EvaluationSet set = sets.get(i);
      SetComparison finding = SetComparison.of(set, measured.get(i), current, reference);
      findings.add(finding);
      if (finding.candidate().accuracy() < BROKEN * finding.current().accuracy()) {
        diagnosis(candidate, set, finding).ifPresent(reasons::add);
        if (!reasons.isEmpty()) {
          return new GateResult(
              reasons, model.length, OptionalDouble.of(slower), findings, List.of());
        }
      }
      compare(finding, reasons);
    }
    if (reasons.isEmpty()) {
      // The check that predict makes before it uses a model.
      ModelCheck.checkKnownDigits(candidate);
    }
    List<ReadingComparison> readings = List.of();
    if (reasons.isEmpty()) {
      readings = readings(candidate, current, reference, sets);
      readings.forEach(reading -> compare(reading, reasons));
    }
    return new GateResult(reasons, model.length, OptionalDouble.of(slower), findings, readings);
  }

  private static String slownessReason(double slower) {
    return String.format(
        Locale.ROOT,
        "It takes %.1f times as long as the current model; the limit is %.1f.",
        slower,
        GateLimits.SLOWER);
  }

  private static String nonFiniteReason(EvaluationSet set, Metrics metrics) {
    return String.format(
        Locale.ROOT,
        "%,d of its %,d classifications of %s contain NaN or an infinite value.",
        metrics.nonFinite(),
        metrics.count(),
        set.name());
  }

  /** Reads pictures composed of the pen digits. */
  private List<ReadingComparison> readings(
      Classifier candidate, Classifier current, Classifier reference, List<EvaluationSet> sets) {
    return sets.stream()
        .filter(set -> set.name().equals(EvaluationSet.PEN))
        .flatMap(set -> PictureComposer.compose(set, pictures).stream())
        .map(set -> ReadingComparison.of(set, candidate, current, reference))
        .toList();
  }

  private static void compare(ReadingComparison comparison, List<String> reasons) {
    compareReading(comparison, comparison.current(), "current", reasons);
    if (!comparison.reference().equals(comparison.current())) {
      compareReading(comparison, comparison.reference(), "shipped", reasons);
    }
  }

  private static void compareReading(
      ReadingComparison comparison, ReadingResult baseline, String name, List<String> reasons) {
    ReadingResult candidate = comparison.candidate();
    if (GateLimits.readsWorse(baseline.betterThan(candidate), candidate.betterThan(baseline))) {
      reasons.add(
          accuracyReason(comparison.set().name(), candidate.accuracy(), name, baseline.accuracy()));
    }
  }

  private static String accuracyReason(
      String set, double candidate, String baselineName, double baseline) {
    return String.format(
        Locale.ROOT,
        "Its accuracy on %s is %.2f %%; the %s model's is %.2f %%.",
        set,
        100 * candidate,
        baselineName,
        100 * baseline);
  }

  private void compare(SetComparison comparison, List<String> reasons) {
    compareAccuracy(comparison, comparison.current(), "current", reasons);
    if (!comparison.reference().equals(comparison.current())) {
      compareAccuracy(comparison, comparison.reference(), "shipped", reasons);
    }
    Metrics candidate = comparison.candidate();
    Metrics current = comparison.current();
    if (candidate.calibrationError()
        > Math.max(
            GateLimits.CALIBRATION_ERROR,
            current.calibrationError() + GateLimits.CALIBRATION_LOSS)) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "Its expected calibration error on %s is %.3f; the current model's is %.3f.",
              comparison.set(),
              candidate.calibrationError(),
              current.calibrationError()));
    }
  }

  private void compareAccuracy(
      SetComparison comparison, Metrics baseline, String name, List<String> reasons) {
    Metrics candidate = comparison.candidate();
    if (baseline.accuracy() - candidate.accuracy()
        > GateLimits.loss(GateLimits.WHOLE_LOSS, baseline.count())) {
      reasons.add(
          accuracyReason(comparison.set(), candidate.accuracy(), name, baseline.accuracy()));
    }
    for (int digit = 0; digit < 10; digit++) {
      if (baseline.count(digit) > 0
          && baseline.recall(digit) - candidate.recall(digit)
              > GateLimits.loss(GateLimits.DIGIT_LOSS, baseline.count(digit))) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "Its accuracy on the %ds of %s is %.2f %%; the %s model's is %.2f %%.",
                digit,
                comparison.set(),
                100 * candidate.recall(digit),
                name,
                100 * baseline.recall(digit)));
      }
    }
  }

  /** The probable cause if a model classifies hardly anything correctly. */
  private static Optional<String> diagnosis(
      Classifier candidate, EvaluationSet set, SetComparison finding) {
    double good = BROKEN * finding.current().accuracy();
    if (probe(candidate, set, value -> value * 255) > good) {
      return Optional.of("It expects pixels from 0 to 255 instead of 0 to 1.");
    }
    if (probe(candidate, set, value -> 1 - value) > good) {
      return Optional.of("It expects dark ink on bright paper instead of bright ink.");
    }
    return shuffled(finding.candidate(), good);
  }

  private interface PixelChange {
    float apply(float value);
  }

  private static double probe(Classifier candidate, EvaluationSet set, PixelChange change) {
    UnaryOperator<float[]> all =
        image -> {
          float[] changed = new float[image.length];
          for (int i = 0; i < image.length; i++) {
            changed[i] = change.apply(image[i]);
          }
          return changed;
        };
    return Metrics.of(candidate, set, Math.max(1, set.size() / PROBED_DIGITS), all).accuracy();
  }

  /** The reason if the outputs for the digits are in the wrong order. */
  private static Optional<String> shuffled(Metrics candidate, double good) {
    boolean[] taken = new boolean[10];
    int right = 0;
    StringJoiner renamed = new StringJoiner(", ");
    for (int label = 0; label < 10; label++) {
      int most = 0;
      for (int answer = 1; answer < 10; answer++) {
        if (candidate.count(label, answer) > candidate.count(label, most)) {
          most = answer;
        }
      }
      if (taken[most]) {
        return Optional.empty();
      }
      taken[most] = true;
      right += candidate.count(label, most);
      if (most != label) {
        renamed.add(label + " as " + most);
      }
    }
    return right > good * candidate.count()
        ? Optional.of("Its outputs are shuffled: it classifies " + renamed + ".")
        : Optional.empty();
  }

  /**
   * How many times longer the candidate takes for one digit: the median of several rounds in which
   * both models take turns, so that other load affects both.
   */
  private double slower(Classifier candidate, Classifier current, EvaluationSet set) {
    double[] ratios = new double[TIMED_ROUNDS];
    time(current, set);
    time(candidate, set);
    for (int round = 0; round < TIMED_ROUNDS; round++) {
      double currents = time(current, set);
      ratios[round] = time(candidate, set) / Math.max(1, currents);
    }
    Arrays.sort(ratios);
    return ratios[TIMED_ROUNDS / 2];
  }

  private double time(Classifier classifier, EvaluationSet set) {
    long start = nanoTime.getAsLong();
    for (int i = 0; i < DIGITS_PER_ROUND; i++) {
      classifier.classify(new float[][] {set.image(i % set.size())});
    }
    return nanoTime.getAsLong() - start;
  }
}
