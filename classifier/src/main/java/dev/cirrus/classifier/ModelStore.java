package dev.cirrus.classifier;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where models come from. */
public interface ModelStore {
  /**
   * Which model is current.
   *
   * @param seen the tag of what was seen last, or none
   * @throws IOException where the store does not answer, or what it holds is no pointer
   */
  Answer current(@Nullable String seen) throws IOException;

  /**
   * A model's bytes and its card.
   *
   * @throws IOException where the store does not answer or does not have it
   */
  StoredModel fetch(ModelPointer pointer) throws IOException;

  /** What a store says when it is asked which model is current. */
  sealed interface Answer {}

  /** The same as was seen last. */
  record Unchanged() implements Answer {}

  /** The store names no model. */
  record Unset() implements Answer {}

  /** Another than was seen last; the tag is for the next time. */
  record Current(ModelPointer pointer, String tag) implements Answer {}
}
