package dev.cirrus.predict;

import org.jspecify.annotations.Nullable;

/** Thrown if a prediction may be lost; the response then says {@code "recorded": false}. */
public final class NotRecordedException extends Exception {
  private static final long serialVersionUID = 1L;

  public NotRecordedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
