package dev.cirrus.promote;

import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.models.ServingModel;
import dev.cirrus.models.StoredModel;
import java.util.List;

/** Decides whether a candidate may replace the current model. */
@FunctionalInterface
public interface CandidateEvaluator {
  /** Evaluates a candidate on digits that no model was trained with. */
  Evaluation evaluate(StoredModel candidate, ServingModel serving, List<EvaluationSet> sets);

  /**
   * The result of an evaluation.
   *
   * @param reasons why the candidate is refused, a sentence each; empty if it passed
   * @param isComplete whether every required measurement was possible; if not, an administrator
   *     decides about a candidate that passed
   * @param report the measurements, a JSON object
   */
  record Evaluation(List<String> reasons, boolean isComplete, String report) {
    public Evaluation {
      reasons = List.copyOf(reasons);
    }

    boolean passed() {
      return reasons.isEmpty();
    }
  }
}
