package dev.cirrus.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelPointerTest {
  private static final String SHA256 = "0".repeat(64);

  @Test
  void aPointerIsParsedAsItWasWritten() {
    ModelPointer pointer = new ModelPointer("2026-01-01.a_b", SHA256);
    assertEquals(pointer, ModelPointer.parse(pointer.toJson()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "../a"})
  void aVersionThatIsNotAFileNameIsRejected(String version) {
    assertThrows(IllegalArgumentException.class, () -> new ModelPointer(version, SHA256));
  }

  @Test
  void anOverlongVersionIsRejected() {
    assertThrows(IllegalArgumentException.class, () -> new ModelPointer("a".repeat(101), SHA256));
  }

  @Test
  void aHashOfAnotherFormIsRejected() {
    assertThrows(IllegalArgumentException.class, () -> new ModelPointer("a", "ABC"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"version\":\"a\"}", "{\"version\":1}"})
  void textThatIsNotAPointerIsRejected(String json) {
    assertThrows(IllegalArgumentException.class, () -> ModelPointer.parse(json));
  }
}
