package dev.cirrus.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PixelsTest {
  @Test
  void everyValueSurvivesTheRoundTripThroughBase64() {
    float[] values = new float[Pixels.COUNT];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 256;
    }
    Pixels pixels = Pixels.ofBase64(Pixels.ofValues(values).base64());
    for (int i = 0; i < values.length; i++) {
      assertEquals(i % 256, pixels.at(i));
    }
    assertEquals(pixels, Pixels.ofBytes(pixels.bytes()));
  }

  @Test
  void pixelsAreEqualOnlyIfAllValuesAre() {
    byte[] bytes = new byte[Pixels.COUNT];
    bytes[Pixels.COUNT - 1] = 1;
    assertNotEquals(Pixels.ofBytes(new byte[Pixels.COUNT]), Pixels.ofBytes(bytes));
  }

  @Test
  void fractionsAreRounded() {
    float[] values = new float[Pixels.COUNT];
    values[0] = 0.4f;
    values[1] = 254.5f;
    values[2] = 0.5f;
    Pixels pixels = Pixels.ofValues(values);
    assertEquals(0, pixels.at(0));
    assertEquals(255, pixels.at(1));
    assertEquals(1, pixels.at(2));
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.01f, 255.01f, Float.NaN, Float.POSITIVE_INFINITY})
  void aValueOutOfRangeIsRejected(float value) {
    float[] values = new float[Pixels.COUNT];
    values[500] = value;
    assertThrows(IllegalArgumentException.class, () -> Pixels.ofValues(values));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 783, 785})
  void anotherNumberOfValuesIsRejected(int count) {
    assertThrows(IllegalArgumentException.class, () -> Pixels.ofBytes(new byte[count]));
    assertThrows(IllegalArgumentException.class, () -> Pixels.ofValues(new float[count]));
  }

  @Test
  void pixelsAreImmutable() {
    byte[] bytes = new byte[Pixels.COUNT];
    Pixels pixels = Pixels.ofBytes(bytes);
    bytes[0] = 1;
    pixels.bytes()[1] = 1;
    assertEquals(Pixels.ofBytes(new byte[Pixels.COUNT]), pixels);
  }
}
