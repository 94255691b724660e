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
   * Moves the pointer, if it is still as it was seen; empty: if there is still none. Where it leads
   * there already, it has been moved: perhaps by a write whose answer was lost.
   *
   * @return false if another was faster, and led it elsewhere
   */
  boolean move(Optional<Seen> seen, ModelPointer next);
}
