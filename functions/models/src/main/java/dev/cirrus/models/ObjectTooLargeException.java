package dev.cirrus.models;

/** Thrown if an object is larger than its reader accepts. */
public final class ObjectTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long bytes;

  public ObjectTooLargeException(String key, long bytes, int maxBytes) {
    super("expected at most %,d bytes in %s but got %,d".formatted(maxBytes, key, bytes));
    this.bytes = bytes;
  }

  /** The object's size. */
  public long bytes() {
    return bytes;
  }
}
