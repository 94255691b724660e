package dev.cirrus.runs;

import dev.cirrus.classifier.ModelPointer;
import java.util.Optional;

/** Which model serves. It moves only in the place of what was seen, so no two moves cross. */
public interface CurrentModel {
  /** What was seen, and the mark by which it is known again. */
  record Seen(ModelPointer pointer, String mark) {}

  /** The pointer; empty where none was ever set, so that the shipped model serves. */
  Optional<Seen> read();

  /**
   * Moves the pointer, if it is still as it was seen; empty: if there is still none.
   *
   * @return false if another was faster
   */
  boolean move(Optional<Seen> seen, ModelPointer next);
}
