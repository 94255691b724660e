package dev.cirrus.vision.binarization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.vision.Raster;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class UnevenBackgroundTest {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 600;

  /** The left edge of the shadow, which covers an eighth of the width. */
  private static final int SHADOW = 700;

  private static final int STROKE = 740;

  private static byte[] paper(int stroke) {
    SplittableRandom random = new SplittableRandom(5);
    byte[] grey = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < grey.length; i++) {
      int x = i % WIDTH;
      boolean inked = x >= STROKE && x < STROKE + stroke && i / WIDTH > 200 && i / WIDTH < 400;
      double light = x < SHADOW ? 1 : 0.6;
      grey[i] = (byte) ((inked ? 40 : 220) * light + random.nextInt(-3, 4));
    }
    return grey;
  }

  private static double ink(byte[] grey, int x, int y) {
    short[] distances = UnevenBackground.distances(Raster.grey(WIDTH, HEIGHT, grey));
    return distances[y * WIDTH + x] / (double) InkLevels.SCALE;
  }

  @Test
  void aShadowAtTheBorderIsNotInk() {
    byte[] grey = paper(0);
    short[] distances = UnevenBackground.distances(Raster.grey(WIDTH, HEIGHT, grey));

    int inked = 0;
    for (short distance : distances) {
      inked += distance >= UnevenBackground.MIN_CONTRAST * InkLevels.SCALE ? 1 : 0;
    }
    assertTrue(inked < distances.length / 50, inked + " of " + distances.length);
  }

  @Test
  void aStrokeInAShadowIsInk() {
    assertTrue(ink(paper(12), STROKE + 6, 300) > 250);
  }

  @Test
  void theMiddleOfAWideStrokeIsInk() {
    assertTrue(ink(paper(50), STROKE + 25, 300) > 250);
  }

  @Test
  void lightInkOnDarkNoisyPaperIsInk() {
    SplittableRandom random = new SplittableRandom(5);
    byte[] grey = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < grey.length; i++) {
      boolean inked = i % WIDTH >= STROKE && i % WIDTH < STROKE + 12;
      grey[i] = (byte) Math.max(0, (inked ? 230 : 24) + random.nextInt(-14, 15));
    }

    assertTrue(ink(grey, STROKE + 6, 300) > 250);
  }

  @Test
  void lightInkIsAsStrongInDimLight() {
    byte[] grey = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < grey.length; i++) {
      int x = i % WIDTH;
      boolean inked = x % 100 >= 40 && x % 100 < 52 && i / WIDTH > 200 && i / WIDTH < 400;
      grey[i] = (byte) ((inked ? 2.5 : 1) * (15 + 60.0 * x / WIDTH));
    }

    assertTrue(ink(grey, 46, 300) > 0.6 * ink(grey, 746, 300));
  }

  @Test
  void aStrokeInADimAndNoisyPhotographHasNoGaps() {
    SplittableRandom random = new SplittableRandom(5);
    byte[] rgba = new byte[4 * WIDTH * HEIGHT];
    for (int i = 0; i < rgba.length; i += 4) {
      int x = i / 4 % WIDTH;
      int y = i / 4 / WIDTH;
      boolean inked = x >= 300 && x < 305 && y >= 200 && y < 400;
      double grain = 18 * random.nextGaussian();
      for (int c = 0; c < 3; c++) {
        double value = (inked ? 32 : 80) + y / 40.0 + grain + 6 * random.nextGaussian();
        rgba[i + c] = (byte) Math.max(0, value);
      }
      rgba[i + 3] = (byte) 255;
    }

    InkMap ink = InkMap.of(Raster.rgba(WIDTH, HEIGHT, rgba));

    int gaps = 0;
    for (int y = 205; y < 395; y++) {
      gaps += ink.isInk(301, y) && ink.isInk(302, y) && ink.isInk(303, y) ? 0 : 1;
    }
    assertEquals(0, gaps);
  }

  @Test
  void aStrokeShorterThanTheRuledLinesIsInk() {
    SplittableRandom random = new SplittableRandom(5);
    byte[] rgba = new byte[4 * WIDTH * HEIGHT];
    for (int i = 0; i < rgba.length; i += 4) {
      int x = i / 4 % WIDTH;
      int y = i / 4 / WIDTH;
      boolean inked = x >= 300 && x < 303 && y > 280 && y < 320;
      boolean ruled = y % 20 < 2;
      for (int c = 0; c < 3; c++) {
        int value = inked ? 90 : ruled ? 190 : 220 - y / 12;
        rgba[i + c] = (byte) (value + random.nextInt(-3, 4));
      }
      rgba[i + 3] = (byte) 255;
    }

    assertTrue(InkMap.of(Raster.rgba(WIDTH, HEIGHT, rgba)).isInk(301, 310));
  }

  @Test
  void theTipOfAShadowIsNotInk() {
    byte[] grey = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < grey.length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      grey[i] = (byte) (Math.abs(x - 400) < (y - 240) / 1.5 && Math.abs(x - 400) < 90 ? 130 : 215);
    }

    assertTrue(ink(grey, 400, 330) < 60);
  }

  @Test
  void theFingersInTheShadowOfAHandAreNotInk() {
    byte[] grey = paper(0);
    for (int i = 0; i < grey.length; i++) {
      int x = i % WIDTH - 300;
      int y = i / WIDTH;
      boolean shaded = x >= 0 && x < 200 && (y >= 400 || (y >= 200 && x % 80 < 40));
      grey[i] = (byte) ((grey[i] & 255) * (shaded ? 0.6 : 1));
    }

    assertTrue(ink(grey, 320, 230) < UnevenBackground.MIN_CONTRAST);
  }

  @Test
  void theMiddleOfAWideFaintStrokeIsInk() {
    byte[] grey = paper(0);
    for (int i = 0; i < grey.length; i++) {
      boolean inked = i % WIDTH >= 300 && i % WIDTH < 340 && i / WIDTH > 200 && i / WIDTH < 400;
      grey[i] = (byte) ((grey[i] & 255) * (inked ? 0.6 : 1));
    }

    assertTrue(ink(grey, 320, 300) > UnevenBackground.MIN_CONTRAST);
  }
}
