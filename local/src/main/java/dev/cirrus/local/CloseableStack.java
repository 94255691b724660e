package dev.cirrus.local;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes resources in reverse order. A failure is reported and does not stop the others. */
final class CloseableStack implements AutoCloseable {
  private final Deque<Closer> closers = new ArrayDeque<>();

  /** Closes one resource. */
  @FunctionalInterface
  interface Closer {
    void close() throws Exception;
  }

  <T> T add(T resource, Closer closer) {
    closers.push(closer);
    return resource;
  }

  @Override
  public synchronized void close() {
    while (!closers.isEmpty()) {
      try {
        closers.pop().close();
      } catch (Exception e) {
        System.err.println("cirrus: failed to stop a part of the system: " + e);
      }
    }
  }
}
