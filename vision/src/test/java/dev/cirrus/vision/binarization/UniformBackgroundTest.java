package dev.cirrus.vision.binarization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cirrus.vision.Raster;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class UniformBackgroundTest {
  private static final int SIDE = 28;

  /** Returns a bold zero as in MNIST: light ink with soft edges that varies in the middle. */
  private static double ink(double x, double y) {
    double fromCentre = Math.hypot((x - 14) * 1.2, y - 14);
    double depth = 5 - Math.abs(fromCentre - 7.5);
    double tone = 238 + 17 * Math.sin(x + y);
    return tone * Math.max(0, Math.min(1, depth / 3));
  }

  private static Raster enlarged(int times, boolean areBlocks) {
    byte[] grey = new byte[SIDE * times * SIDE * times];
    for (int i = 0; i < grey.length; i++) {
      double x = i % (SIDE * times) / (double) times;
      double y = Math.floorDiv(i, SIDE * times) / (double) times;
      grey[i] = (byte) (areBlocks ? ink(Math.floor(x), Math.floor(y)) : ink(x, y));
    }
    return Raster.grey(SIDE * times, SIDE * times, grey);
  }

  static Stream<Arguments> enlargements() {
    return Stream.of(
        arguments(4, false), arguments(10, false), arguments(4, true), arguments(10, true));
  }

  @ParameterizedTest
  @MethodSource("enlargements")
  void theSoftEdgesOfAnEnlargedScanAreNotTakenForShadows(int times, boolean areBlocks) {
    assertFalse(InkMap.of(enlarged(times, areBlocks)).isLocal());
  }

  @Test
  void inkIsFoundInACropThatIsMostlyInk() {
    byte[] grey = new byte[100 * 100];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (i % 100 < 55 ? 20 + i % 7 * 8 : 255);
    }

    InkMap ink = InkMap.of(Raster.grey(100, 100, grey));

    assertFalse(ink.isLocal());
    assertEquals(0.55, ink.share(), 0.01);
  }
}
