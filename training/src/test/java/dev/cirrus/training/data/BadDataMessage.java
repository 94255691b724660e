package dev.cirrus.training.data;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** The message of an expected {@link BadDataException}. */
public final class BadDataMessage {
  private BadDataMessage() {}

  public static String of(Executable action) {
    return String.valueOf(assertThrows(BadDataException.class, action).getMessage());
  }
}
