package dev.cirrus.training;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** The sentence with which something is refused. */
final class Refusal {
  private Refusal() {}

  static String of(Executable what) {
    return String.valueOf(assertThrows(BadDataException.class, what).getMessage());
  }
}
