package dev.cirrus.predict;

import org.jspecify.annotations.Nullable;

/** A prediction that may be lost; its answer says so. */
public final class NotRecordedException extends Exception {
  private static final long serialVersionUID = 1L;

  public NotRecordedException(String why, @Nullable Throwable cause) {
    super(why, cause);
  }
}
