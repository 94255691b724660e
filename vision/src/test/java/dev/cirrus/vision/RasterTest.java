package dev.cirrus.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RasterTest {
  @ParameterizedTest
  @CsvSource({"0, 5", "5, 0", "-1, 5", "5, -2147483648"})
  void refusesAPictureWithoutPixels(int width, int height) {
    String message = refusal(width, height);
    assertTrue(message.contains("at least one pixel"), message);
  }

  @ParameterizedTest
  @CsvSource({"20000, 20000", "2147483647, 2147483647", "65536, 65536", "50000001, 1"})
  void refusesAPictureWithTooManyPixels(int width, int height) {
    String message = refusal(width, height);
    assertTrue(message.contains("at most 50 million pixels"), message);
  }

  @Test
  void refusesAnArrayThatDoesNotMatchTheSize() {
    String message = refusal(3, 5);
    assertEquals(
        "expected 60 bytes for a picture of 3 × 5 with 4 bytes per pixel but got 1", message);
  }

  @Test
  void findsNothingInAPictureOfOnePixel() {
    assertTrue(Vision.find(Raster.grey(1, 1, new byte[1])).isEmpty());
    assertTrue(Vision.find(Raster.rgba(1, 1, new byte[4])).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"1, 300", "300, 1", "2, 3"})
  void findsNothingInAPictureAFewPixelsWide(int width, int height) {
    byte[] grey = new byte[width * height];
    grey[grey.length / 2] = (byte) 255;
    assertTrue(Vision.find(Raster.grey(width, height, grey)).isEmpty());
  }

  private static String refusal(int width, int height) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Raster.rgba(width, height, new byte[1]))
            .getMessage());
  }
}
