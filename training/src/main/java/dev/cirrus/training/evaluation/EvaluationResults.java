package dev.cirrus.training.evaluation;

import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that was measured of a model.
 *
 * @param sets marks of each set
 * @param strings share of strings read wholly right; NaN where that was not measured
 * @param letters how well confidence tells digits from letters; NaN where that was not measured
 * @param grid share read right in each cell, where that was measured
 * @param agreement the greatest difference between DJL's and ONNX Runtime's probabilities
 * @param mistakes what was read wrong, each sample once, the surest first
 */
public record EvaluationResults(
    List<Metrics> sets,
    double strings,
    double letters,
    Map<String, Double> grid,
    double agreement,
    List<ScoredDigit> mistakes) {
  private static final int MISTAKES = 60;

  public EvaluationResults {
    sets = List.copyOf(sets);
    grid = Map.copyOf(grid);
    mistakes = List.copyOf(mistakes);
  }

  /** Measures a model on everything that is held out. */
  public static EvaluationResults of(Evaluator exam, Datasets materials, double agreement) {
    List<PenSample> digits = materials.test().stream().filter(PenSample::isDigit).toList();
    List<PenSample> letters = materials.test().stream().filter(w -> !w.isDigit()).toList();
    List<Metrics> sets = new ArrayList<>();
    List<ScoredDigit> mnist = exam.images(materials.mnistTest());
    List<ScoredDigit> wrong = new ArrayList<>(wrong(mnist, mnist.size()));
    sets.add(Metrics.of(EvaluationSet.MNIST, mnist));
    if (digits.isEmpty()) {
      return new EvaluationResults(sets, Double.NaN, Double.NaN, Map.of(), agreement, worst(wrong));
    }
    List<ScoredDigit> free = exam.free(digits);
    wrong.addAll(wrong(free, digits.size()));
    sets.add(Metrics.of(EvaluationSet.PEN, free));
    sets.add(Metrics.of("pen, hard", exam.hard(digits)));
    double telling = letters.isEmpty() ? Double.NaN : Evaluator.telling(free, exam.free(letters));
    return new EvaluationResults(
        sets, exam.strings(digits), telling, exam.grid(digits), agreement, worst(wrong));
  }

  /** What was measured of it by the gate's sets alone. */
  public static EvaluationResults brief(
      Evaluator exam, Map<String, LabeledImages> held, double agreement) {
    List<ScoredDigit> wrong = new ArrayList<>();
    List<Metrics> sets = new ArrayList<>();
    held.forEach((name, images) -> {
      List<ScoredDigit> answers = exam.images(images);
      wrong.addAll(wrong(answers, answers.size()));
      sets.add(Metrics.of(name, answers));
    });
    return new EvaluationResults(sets, Double.NaN, Double.NaN, Map.of(), agreement, worst(wrong));
  }

  /** Of each of so many samples, one after the other and again, the surest wrong answer. */
  public static Collection<ScoredDigit> wrong(List<ScoredDigit> answers, int samples) {
    Map<Integer, ScoredDigit> surest = new TreeMap<>();
    for (int i = 0; i < answers.size(); i++) {
      ScoredDigit answer = answers.get(i);
      if (answer.digit() >= 0 && !answer.right()) {
        surest.merge(i % samples, answer, (a, b) -> b.confidence() > a.confidence() ? b : a);
      }
    }
    return surest.values();
  }

  private static List<ScoredDigit> worst(List<ScoredDigit> wrong) {
    return wrong.stream()
        .sorted((a, b) -> Float.compare(b.confidence(), a.confidence()))
        .limit(MISTAKES)
        .toList();
  }

  /** Mean of the cells with even lines; NaN without a grid. */
  public double plainCells() {
    return grid.entrySet().stream()
        .filter(cell -> cell.getKey().startsWith("plain"))
        .mapToDouble(Map.Entry::getValue)
        .average()
        .orElse(Double.NaN);
  }

  /** The cells' least share; NaN without a grid. */
  public double worstCell() {
    return grid.values().stream().mapToDouble(d -> d).min().orElse(Double.NaN);
  }
}
