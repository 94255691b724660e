package dev.cirrus.training.evaluation;

import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.Metrics;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The results of a model's evaluation.
 *
 * @param sets the metrics of each set, by its name
 * @param pen further results on pen digits; null in a short evaluation
 * @param mistakes wrongly classified digits, each pen sample once, the most confident first
 */
public record EvaluationResults(
    Map<String, Metrics> sets, @Nullable PenResults pen, List<ScoredDigit> mistakes) {
  private static final int MISTAKES = 60;

  /**
   * Further results on pen digits, besides the metrics of the sets.
   *
   * @param stringAccuracy share of strings in which every digit was read correctly
   * @param letterAuroc how well "not a digit" separates letters from digits; NaN without letters
   * @param organisations accuracy on the digits of each organisation's writers
   * @param grid accuracy in each cell of {@link Evaluator#grid}
   */
  public record PenResults(
      double stringAccuracy,
      double letterAuroc,
      Map<String, Double> organisations,
      Map<String, Double> grid) {
    public PenResults {
      organisations = Map.copyOf(organisations);
      grid = Map.copyOf(grid);
    }

    /** The mean accuracy of the cells with solid lines. */
    public double meanSolidCell() {
      return grid.entrySet().stream()
          .filter(cell -> cell.getKey().startsWith(Evaluator.SOLID))
          .mapToDouble(Map.Entry::getValue)
          .average()
          .orElse(Double.NaN);
    }

    /** The lowest accuracy of a cell. */
    public double worstCell() {
      return grid.values().stream().mapToDouble(d -> d).min().orElse(Double.NaN);
    }
  }

  public EvaluationResults {
    sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    mistakes = List.copyOf(mistakes);
  }

  /** Evaluates a model on everything that is held out. */
  public static EvaluationResults full(Evaluator evaluator, Datasets datasets) {
    List<PenSample> digits = datasets.test().stream().filter(PenSample::isDigit).toList();
    List<PenSample> letters = datasets.test().stream().filter(s -> !s.isDigit()).toList();
    Map<String, Metrics> sets = new LinkedHashMap<>();
    List<ScoredDigit> mnist = evaluator.images(datasets.mnistTest());
    List<ScoredDigit> mistakes = new ArrayList<>(mistakes(mnist, mnist.size()));
    sets.put(EvaluationSet.MNIST, metrics(mnist));
    if (digits.isEmpty()) {
      return new EvaluationResults(sets, null, mostConfident(mistakes));
    }
    List<ScoredDigit> free = evaluator.free(digits);
    mistakes.addAll(mistakes(free, digits.size()));
    sets.put(EvaluationSet.PEN, metrics(free));
    sets.put("pen, hard", metrics(evaluator.hard(digits)));
    PenResults pen =
        new PenResults(
            evaluator.stringAccuracy(digits),
            letters.isEmpty() ? Double.NaN : Evaluator.auroc(free, evaluator.letters(letters)),
            organisations(digits, free),
            evaluator.grid(digits));
    return new EvaluationResults(sets, pen, mostConfident(mistakes));
  }

  private static Map<String, Double> organisations(
      List<PenSample> digits, List<ScoredDigit> scored) {
    Map<String, List<ScoredDigit>> byOrganisation = new TreeMap<>();
    for (int i = 0; i < scored.size(); i++) {
      byOrganisation
          .computeIfAbsent(digits.get(i % digits.size()).organisation(), o -> new ArrayList<>())
          .add(scored.get(i));
    }
    Map<String, Double> accuracy = new TreeMap<>();
    byOrganisation.forEach((name, own) -> accuracy.put(name, metrics(own).accuracy()));
    return accuracy;
  }

  /** Evaluates a model on the sets of the promotion gate alone. */
  public static EvaluationResults brief(Evaluator evaluator, Map<String, LabeledImages> heldOut) {
    List<ScoredDigit> mistakes = new ArrayList<>();
    Map<String, Metrics> sets = new LinkedHashMap<>();
    heldOut.forEach((name, images) -> {
      List<ScoredDigit> scored = evaluator.images(images);
      mistakes.addAll(mistakes(scored, scored.size()));
      sets.put(name, metrics(scored));
    });
    return new EvaluationResults(sets, null, mostConfident(mistakes));
  }

  /** The metrics of digits that a model has scored. */
  public static Metrics metrics(List<ScoredDigit> scored) {
    Metrics metrics = new Metrics();
    scored.forEach(digit -> metrics.add(digit.label(), digit.classification()));
    return metrics;
  }

  /**
   * Returns the most confident mistake of each pen sample.
   *
   * @param scored every sample once, then every sample again, in the same order
   * @param samples how many samples there are
   */
  static Collection<ScoredDigit> mistakes(List<ScoredDigit> scored, int samples) {
    Map<Integer, ScoredDigit> mistakes = new TreeMap<>();
    for (int i = 0; i < scored.size(); i++) {
      ScoredDigit digit = scored.get(i);
      if (digit.digit() >= 0 && !digit.isCorrect()) {
        mistakes.merge(i % samples, digit, (a, b) -> b.confidence() > a.confidence() ? b : a);
      }
    }
    return mistakes.values();
  }

  private static List<ScoredDigit> mostConfident(List<ScoredDigit> mistakes) {
    return mistakes.stream()
        .sorted((a, b) -> Float.compare(b.confidence(), a.confidence()))
        .limit(MISTAKES)
        .toList();
  }
}
