package dev.cirrus.ledger;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * An owner's labels for the digits of a prediction.
 *
 * @param byPosition the label of each labelled digit by its position from 0; empty to withdraw all
 * @param areForAll whether the owner labelled every digit of the prediction
 */
public record Labels(NavigableMap<Integer, Integer> byPosition, boolean areForAll) {
  public Labels {
    byPosition = Collections.unmodifiableNavigableMap(new TreeMap<>(byPosition));
  }

  /** Labels all digits of a prediction, in their order. */
  public static Labels forAll(List<Integer> labels) {
    NavigableMap<Integer, Integer> byPosition = new TreeMap<>();
    for (int i = 0; i < labels.size(); i++) {
      byPosition.put(i, labels.get(i));
    }
    return new Labels(byPosition, true);
  }

  /** Labels all digits of a prediction, in their order. */
  public static Labels forAll(Integer... labels) {
    return forAll(List.of(labels));
  }

  /** Labels only these digits of a prediction. */
  public static Labels forSome(NavigableMap<Integer, Integer> byPosition) {
    return new Labels(byPosition, false);
  }

  /** Returns whether a prediction with this number of digits can have these labels. */
  boolean fit(int digits) {
    return areForAll
        ? byPosition.size() == digits
        : byPosition.isEmpty() || byPosition.lastKey() < digits;
  }
}
