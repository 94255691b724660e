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
 * Judges a candidate as it would be served: by its very bytes, on digits that no model was trained
 * on, beside the model that serves, on the same machine at the same time. What the candidate's card
 * says of itself counts for nothing but its hash.
 */
final class Gate {
  /** Below this share of the serving model's accuracy something is wrong with the model's form. */
  private static final double BROKEN = 0.7;

  private static final int PROBED = 500;
  private static final int ROUNDS = 9;
  private static final int READ_A_ROUND = 32;

  private final GateLimits limits;
  private final LongSupplier nanoTime;

  Gate(GateLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  GateLimits limits() {
    return limits;
  }

  /**
   * Judges a model's bytes.
   *
   * @param sha256 the hash that its card says they have
   */
  GateResult judge(byte[] model, String sha256, Classifier current, List<EvaluationSet> sets) {
    if (!ModelCheck.sha256(model).equals(sha256)) {
      return GateResult.refused(
          "Its bytes do not have the hash that its card says they have.", model);
    }
    if (model.length > limits.bytes()) {
      return GateResult.refused(tooLarge(model.length), model);
    }
    try (Classifier candidate = OnnxClassifier.load(model)) {
      return judge(model, candidate, current, sets);
    } catch (BadModelException e) {
      return GateResult.refused("It can't serve: " + e.getMessage(), model);
    }
  }

  /** What is said of a model that has so many bytes that it is not even looked at. */
  String tooLarge(long bytes) {
    return String.format(Locale.ROOT, "It has %,d bytes; the limit is %,d.", bytes, limits.bytes());
  }

  private GateResult judge(
      byte[] model, Classifier candidate, Classifier current, List<EvaluationSet> sets)
      throws BadModelException {
    // First, so that one that is far too slow is refused before its time is up.
    double slower = slower(candidate, current, sets.getFirst());
    if (slower > limits.slower()) {
      String reason =
          String.format(
              Locale.ROOT,
              "It takes %.1f times as long as the model that serves; the limit is %.1f.",
              slower,
              limits.slower());
      return new GateResult(List.of(reason), model.length, OptionalDouble.of(slower), List.of());
    }
    List<String> reasons = new ArrayList<>();
    List<SetComparison> findings = new ArrayList<>();
    for (EvaluationSet set : sets) {
      Metrics measured = Metrics.of(candidate, set);
      if (measured.nonFinite() > 0) {
        return GateResult.refused(
            String.format(
                Locale.ROOT,
                "It answers %,d of the %,d digits of %s with what is no number (NaN or infinite).",
                measured.nonFinite(),
                measured.count(),
                set.name()),
            model);
      }
      SetComparison finding = new SetComparison(set.name(), measured, Metrics.of(current, set));
      findings.add(finding);
      if (measured.accuracy() < BROKEN * finding.current().accuracy()) {
        diagnosis(candidate, set, finding).ifPresent(reasons::add);
        if (!reasons.isEmpty()) {
          return new GateResult(reasons, model.length, OptionalDouble.of(slower), findings);
        }
      }
      compare(finding, reasons);
    }
    if (reasons.isEmpty()) {
      // The last word is what predict itself needsApproval of a model.
      ModelCheck.checkKnownDigits(candidate);
    }
    return new GateResult(reasons, model.length, OptionalDouble.of(slower), findings);
  }

  private void compare(SetComparison finding, List<String> reasons) {
    Metrics candidate = finding.candidate();
    Metrics current = finding.current();
    if (current.accuracy() - candidate.accuracy()
        > GateLimits.loss(limits.wholeLoss(), current.count())) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "It reads %.2f %% of %s right; the model that serves reads %.2f %%.",
              100 * candidate.accuracy(),
              finding.set(),
              100 * current.accuracy()));
    }
    for (int digit = 0; digit < 10; digit++) {
      if (current.count(digit) > 0
          && current.recall(digit) - candidate.recall(digit)
              > GateLimits.loss(limits.digitLoss(), current.count(digit))) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "It reads %.2f %% of the %ds of %s right; the model that serves reads %.2f %%.",
                100 * candidate.recall(digit),
                digit,
                finding.set(),
                100 * current.recall(digit)));
      }
    }
    if (candidate.calibrationError()
        > Math.max(
            limits.calibrationError(), current.calibrationError() + limits.calibrationLoss())) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "On %s its confidence is off by %.3f (expected calibration error);"
                  + " the serving model's is off by %.3f.",
              finding.set(),
              candidate.calibrationError(),
              current.calibrationError()));
    }
  }

  /** What a model that reads nearly nothing right was probably made for. */
  private static Optional<String> diagnosis(
      Classifier candidate, EvaluationSet set, SetComparison finding) {
    double good = BROKEN * finding.current().accuracy();
    if (probe(candidate, set, value -> value * 255) > good) {
      return Optional.of("It expects pixels from 0 to 255, but they come from 0 to 1.");
    }
    if (probe(candidate, set, value -> 1 - value) > good) {
      return Optional.of("It expects dark ink on bright paper, but ink comes bright.");
    }
    return shuffled(finding.candidate(), good);
  }

  private interface Change {
    float of(float value);
  }

  private static double probe(Classifier candidate, EvaluationSet set, Change change) {
    UnaryOperator<float[]> all =
        image -> {
          float[] changed = new float[image.length];
          for (int i = 0; i < image.length; i++) {
            changed[i] = change.of(image[i]);
          }
          return changed;
        };
    return Metrics.of(candidate, set, Math.max(1, set.size() / PROBED), all).accuracy();
  }

  /** Whether it tells the digits apart, but answers with each other's names. */
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
        ? Optional.of("Its outputs are shuffled: it answers " + renamed + ".")
        : Optional.empty();
  }

  /**
   * How many times longer the candidate takes for one digit. Both take turns, so that whatever else
   * the machine does slows both, and the median of the rounds counts.
   */
  private double slower(Classifier candidate, Classifier current, EvaluationSet set) {
    double[] ratios = new double[ROUNDS];
    time(current, set);
    time(candidate, set);
    for (int round = 0; round < ROUNDS; round++) {
      double currents = time(current, set);
      ratios[round] = time(candidate, set) / Math.max(1, currents);
    }
    Arrays.sort(ratios);
    return ratios[ROUNDS / 2];
  }

  private double time(Classifier classifier, EvaluationSet set) {
    long start = nanoTime.getAsLong();
    for (int i = 0; i < READ_A_ROUND; i++) {
      classifier.classify(new float[][] {set.image(i % set.size())});
    }
    return nanoTime.getAsLong() - start;
  }
}
