package dev.cirrus.local;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was opened, the last first, and all of it even where something does not close well.
 */
final class CloseableStack implements AutoCloseable {
  private final Deque<Step> steps = new ArrayDeque<>();

  /** How a thing is closed. */
  @FunctionalInterface
  interface Step {
    void close() throws Exception;
  }

  <T> T add(T opened, Step close) {
    steps.push(close);
    return opened;
  }

  @Override
  public synchronized void close() {
    while (!steps.isEmpty()) {
      try {
        steps.pop().close();
      } catch (Exception e) {
        System.err.println("cirrus: something does not stop well: " + e);
      }
    }
  }
}
