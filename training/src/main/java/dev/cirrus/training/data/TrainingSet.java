package dev.cirrus.training.data;

import java.io.Serializable;
import java.util.List;

/**
 * The samples that a model is trained on.
 *
 * @param digits pen digits of the training writers; may be empty
 * @param letters of the same writers, without those that look like a digit; may be empty
 * @param corrections digits with a label that a person corrected; may be empty
 */
public record TrainingSet(
    LabeledImages mnist, List<PenSample> digits, List<PenSample> letters, LabeledImages corrections)
    implements Serializable {
  public TrainingSet {
    digits = List.copyOf(digits);
    letters = List.copyOf(letters);
  }
}
