package dev.cirrus.training;

import dev.cirrus.classifier.EvaluationSet;
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
 * @param mistakes what was read wrong, each writing once, the surest first
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
    List<Answer> mnist = exam.images(materials.mnistTest());
    List<Answer> wrong = new ArrayList<>(wrong(mnist, mnist.size()));
    sets.add(Marks.of(EvaluationSet.MNIST, mnist));
    if (digits.isEmpty()) {
      return new Results(sets, Double.NaN, Double.NaN, Map.of(), agreement, worst(wrong));
    }
    List<Answer> free = exam.free(digits);
    wrong.addAll(wrong(free, digits.size()));
    sets.add(Marks.of(EvaluationSet.PEN, free));
    sets.add(Marks.of("pen, hard", exam.hard(digits)));
    double telling = letters.isEmpty() ? Double.NaN : Exam.telling(free, exam.free(letters));
    return new Results(
        sets, exam.strings(digits), telling, exam.grid(digits), agreement, worst(wrong));
  }

  /** What was measured of it by the gate's sets alone. */
  static Results brief(Exam exam, Map<String, Images> held, double agreement) {
    List<Answer> wrong = new ArrayList<>();
    List<Marks> sets = new ArrayList<>();
    held.forEach((name, images) -> {
      List<Answer> answers = exam.images(images);
      wrong.addAll(wrong(answers, answers.size()));
      sets.add(Marks.of(name, answers));
    });
    return new Results(sets, Double.NaN, Double.NaN, Map.of(), agreement, worst(wrong));
  }

  /** Of each of so many writings, one after the other and again, the surest wrong answer. */
  static Collection<Answer> wrong(List<Answer> answers, int writings) {
    Map<Integer, Answer> surest = new TreeMap<>();
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      if (answer.digit() >= 0 && !answer.right()) {
        surest.merge(i % writings, answer, (a, b) -> b.confidence() > a.confidence() ? b : a);
      }
    }
    return surest.values();
  }

  private static List<Answer> worst(List<Answer> wrong) {
    return wrong.stream()
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
