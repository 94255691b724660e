package dev.cirrus.training;

import java.io.Serializable;
import java.util.List;

/**
 * What is learned from.
 *
 * @param digits pen digits of the teaching writers; may be empty
 * @param letters of the same writers, none that passes for a digit; may be empty
 * @param corrections digits that people corrected; may be empty
 */
record Lessons(Images mnist, List<Writing> digits, List<Writing> letters, Images corrections)
    implements Serializable {
  Lessons {
    digits = List.copyOf(digits);
    letters = List.copyOf(letters);
  }
}
