package dev.cirrus.training.data;

import java.io.Serializable;
import java.util.List;

/**
 * What is learned from.
 *
 * @param digits pen digits of the teaching writers; may be empty
 * @param letters of the same writers, none that passes for a digit; may be empty
 * @param corrections digits that people corrected; may be empty
 */
public record TrainingSet(
    LabeledImages mnist, List<PenSample> digits, List<PenSample> letters, LabeledImages corrections)
    implements Serializable {
  public TrainingSet {
    digits = List.copyOf(digits);
    letters = List.copyOf(letters);
  }
}
