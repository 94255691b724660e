package dev.cirrus.training.data;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** The sentence with which something is refused. */
public final class BadDataMessage {
  private BadDataMessage() {}

  public static String of(Executable what) {
    return String.valueOf(assertThrows(BadDataException.class, what).getMessage());
  }
}
