package dev.cirrus.training;

import dev.cirrus.classifier.EvaluationSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that was measured of a model.
 *
 * @param sets marks of each set
 * @param strings share of strings read wholly right; NaN where that was not measured
 * @param letters how well confidence tells digits from letters; NaN where that was not measured
 * @param grid share read right in each cell, where that was measured
 * @param agreement the greatest difference between DJL's and ONNX Runtime's probabilities
 * @param mistakes what was read wrong, the surest first
 */
record Results(
    List<Marks> sets,
    double strings,
    double letters,
    Map<String, Double> grid,
    double agreement,
    List<Answer> mistakes) {
  private static final int MISTAKES = 60;

  Results {
    sets = List.copyOf(sets);
    grid = Map.copyOf(grid);
    mistakes = List.copyOf(mistakes);
  }

  /** Measures a model on everything that is held out. */
  static Results of(Exam exam, Materials materials, double agreement) {
    List<Writing> digits = materials.test().stream().filter(Writing::isDigit).toList();
    List<Writing> letters = materials.test().stream().filter(w -> !w.isDigit()).toList();
    List<Marks> sets = new ArrayList<>();
    List<Answer> wrong = new ArrayList<>();
    sets.add(marked(EvaluationSet.MNIST, exam.images(materials.mnistTest()), wrong));
    if (digits.isEmpty()) {
      return new Results(sets, Double.NaN, Double.NaN, Map.of(), agreement, worst(wrong));
    }
    List<Answer> free = exam.free(digits);
    sets.add(marked(EvaluationSet.PEN, free, wrong));
    sets.add(marked("pen, hard", exam.hard(digits), new ArrayList<>()));
    double telling = letters.isEmpty() ? Double.NaN : Exam.telling(free, exam.free(letters));
    return new Results(
        sets, exam.strings(digits), telling, exam.grid(digits), agreement, worst(wrong));
  }

  /** What was measured of it by the gate's sets alone. */
  static Results brief(Exam exam, Map<String, Images> held, double agreement) {
    List<Answer> wrong = new ArrayList<>();
    List<Marks> sets = new ArrayList<>();
    held.forEach((name, images) -> sets.add(marked(name, exam.images(images), wrong)));
    return new Results(sets, Double.NaN, Double.NaN, Map.of(), agreement, worst(wrong));
  }

  private static Marks marked(String name, List<Answer> answers, List<Answer> wrong) {
    answers.stream().filter(answer -> !answer.right()).forEach(wrong::add);
    return Marks.of(name, answers);
  }

  private static List<Answer> worst(List<Answer> wrong) {
    return wrong.stream()
        .filter(answer -> answer.digit() >= 0)
        .sorted((a, b) -> Float.compare(b.confidence(), a.confidence()))
        .limit(MISTAKES)
        .toList();
  }

  /** Mean of the cells with even lines; NaN without a grid. */
  double plainCells() {
    return grid.entrySet().stream()
        .filter(cell -> cell.getKey().startsWith("plain"))
        .mapToDouble(Map.Entry::getValue)
        .average()
        .orElse(Double.NaN);
  }

  /** The cells' least share; NaN without a grid. */
  double worstCell() {
    return grid.values().stream().mapToDouble(d -> d).min().orElse(Double.NaN);
  }
}
