package dev.cirrus.vision.binarization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.cirrus.vision.Box;
import dev.cirrus.vision.Raster;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InkMapTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 30;

  private static byte[] paper() {
    byte[] grey = new byte[WIDTH * HEIGHT];
    Arrays.fill(grey, (byte) 255);
    return grey;
  }

  @ParameterizedTest
  @CsvSource({"5, 7, 10, 13", "0, 0, 3, 2", "37, 28, 3, 2", "12, 9, 1, 4"})
  void theBoundsContainAllInkAndNothingElse(int x, int y, int width, int height) {
    byte[] grey = paper();
    for (int row = y; row < y + height; row++) {
      Arrays.fill(grey, row * WIDTH + x, row * WIDTH + x + width, (byte) 0);
    }
    assertEquals(
        new Box(x, y, width, height), InkMap.of(Raster.grey(WIDTH, HEIGHT, grey)).inkBounds());
  }

  @Test
  void emptyPaperHasNoBounds() {
    assertNull(InkMap.of(Raster.grey(WIDTH, HEIGHT, paper())).inkBounds());
  }
}
