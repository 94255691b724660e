package dev.cirrus.local;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes resources in reverse order. A failure is reported and does not stop the others. */
final class CloseableStack implements AutoCloseable {
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  /** Closes one resource. */
  @FunctionalInterface
  interface Closer<T> {
    void close(T resource) throws Exception;
  }

  /** Adds a resource and returns it. */
  <T> T add(T resource, Closer<? super T> closer) {
    resources.push(() -> closer.close(resource));
    return resource;
  }

  @Override
  public synchronized void close() {
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Exception e) {
        System.err.println("cirrus: failed to stop a part of the system: " + e);
      }
    }
  }
}
