package dev.cirrus.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PageOrientationTest {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 300;

  /**
   * Draws eight columns with a bar at both ends, or only at the upper end where the text has a
   * seven.
   */
  private static byte[] page(String text) {
    byte[] grey = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < grey.length; i++) {
      int x = i % WIDTH - 60;
      int y = i / WIDTH - 100;
      int column = x / 80;
      boolean stem = Math.abs(x % 80 - 25) < 4;
      boolean bar = y < 8 || (y >= 92 && x >= 0 && column < 8 && text.charAt(column) == '8');
      boolean inked = x >= 0 && column < 8 && y >= 0 && y < 100 && (stem || (bar && x % 80 < 50));
      grey[i] = (byte) (inked ? 0 : 255);
    }
    return grey;
  }

  private static byte[] upsideDown(byte[] page) {
    byte[] turned = new byte[page.length];
    for (int i = 0; i < page.length; i++) {
      turned[i] = page[page.length - 1 - i];
    }
    return turned;
  }

  /** Scores marks as eights if their lower half weighs as much as the upper, sevens if less. */
  private static float[][] scores(List<byte[]> images) {
    float[][] scores = new float[images.size()][DigitScorer.CLASSES];
    for (int i = 0; i < scores.length; i++) {
      int[] bars = new int[2];
      for (int j = 0; j < 784; j++) {
        int value = images.get(i)[j] & 255;
        bars[j / 392] += Math.abs(j % 28 - 13.5) > 4 ? value : 0;
      }
      boolean upper = bars[0] > 800;
      boolean lower = bars[1] > 800;
      int label = upper && lower ? 8 : upper ? 7 : DigitScorer.NOT_A_DIGIT;
      scores[i][label] = 0.9992f;
      scores[i][label == 8 ? 7 : 8] = 0.0004f;
    }
    return scores;
  }

  private static String text(byte[] page) {
    Reading reading = Vision.read(Raster.grey(WIDTH, HEIGHT, page), PageOrientationTest::scores);
    StringBuilder text = new StringBuilder();
    for (Digit digit : reading.digits()) {
      text.append(digit.scores()[8] > 0.5 ? 8 : 7);
    }
    return text.toString();
  }

  @Test
  void readsAPage() {
    assertEquals("87878787", text(page("87878787")));
  }

  @Test
  void readsAPageThatIsUpsideDown() {
    assertEquals("87878787", text(upsideDown(page("87878787"))));
  }

  @Test
  void readsAPageOfWhichOnlyOneDigitShowsThatItIsUpsideDown() {
    assertEquals("88887888", text(upsideDown(page("88887888"))));
  }

  @Test
  void readsAPageThatIsUpsideDownAlthoughAllDigitsAreClear() {
    byte[] page = upsideDown(page("77777777"));

    Reading reading =
        Vision.read(
            Raster.grey(WIDTH, HEIGHT, page),
            images -> {
              float[][] scores = scores(images);
              for (float[] each : scores) {
                // A seven that is upside down looks like a two.
                each[2] = Math.min(0.95f, each[DigitScorer.NOT_A_DIGIT]);
                each[DigitScorer.NOT_A_DIGIT] -= each[2];
              }
              return scores;
            });

    assertEquals(8, reading.digits().size());
    assertTrue(reading.digits().stream().allMatch(digit -> digit.scores()[7] > 0.9));
  }

  @Test
  void doesNotTurnAPageThatReadsAsWellUpsideDown() {
    assertEquals("88888888", text(page("88888888")));
  }

  /** Scores ink as an eight if it is half to nine tenths as wide as high. */
  private static float[][] uprightIsAnEight(List<byte[]> images) {
    float[][] scores = new float[images.size()][DigitScorer.CLASSES];
    for (int i = 0; i < scores.length; i++) {
      boolean[] columns = new boolean[Digit.SIDE];
      boolean[] rows = new boolean[Digit.SIDE];
      for (int j = 0; j < Digit.SIDE * Digit.SIDE; j++) {
        if ((images.get(i)[j] & 255) > 80) {
          columns[j % Digit.SIDE] = true;
          rows[j / Digit.SIDE] = true;
        }
      }
      double shape = (double) count(columns) / count(rows);
      int label = shape >= 0.5 && shape <= 0.9 ? 8 : DigitScorer.NOT_A_DIGIT;
      scores[i][label] = 0.9992f;
    }
    return scores;
  }

  private static int count(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }

  @Test
  void readsALargePageThatIsTooComplexSideways() {
    Drawing page = new Drawing(1092, 595, Drawing.WHITE);
    for (int line = 0; line < 3; line++) {
      for (int i = 0; i < 7; i++) {
        page.digit(i % 2 == 0 ? 3 : 8, 21 + 154 * i, 20 + 185 * line, 154, 15.4);
      }
    }
    byte[] upright = page.bytes();
    byte[] sideways = new byte[upright.length];
    for (int y = 0, i = 0; y < page.width; y++) {
      for (int x = 0; x < page.height; x++, i++) {
        int pixel = (page.height - 1 - x) * page.width + y;
        System.arraycopy(upright, 4 * pixel, sideways, 4 * i, 4);
      }
    }

    Reading reading =
        Vision.read(
            Raster.rgba(/* width= */ page.height, /* height= */ page.width, sideways),
            PageOrientationTest::uprightIsAnEight);

    assertEquals(21, reading.digits().size());
    assertEquals(0, reading.digits().get(0).line());
    assertEquals(2, reading.digits().get(20).line());
  }

  /** Returns the light that a soft shadow leaves, by the distances from its centre. */
  private static double light(double x, double y) {
    return 1 - 0.35 * Math.exp(-(x * x + y * y) / 2);
  }

  @Test
  void readsASidewaysPhotographOfWhichShadowsLookLikeUprightDigits() {
    int width = 900;
    int height = 700;
    byte[] grey = new byte[width * height];
    for (int i = 0; i < grey.length; i++) {
      int x = i % width;
      int y = i / width;
      double value = 220 * (1 - 0.35 / (1 + Math.exp(-(y - 600) / 12.0)));
      for (int upright = 0; upright < 2; upright++) {
        value *= light((x - 300 - 300 * upright) / 47.0, (y - 120) / 72.0);
      }
      for (int flat = 0; flat < 8; flat++) {
        value *= light((x - 250 - 180 * (flat % 4)) / 72.0, (y - 320 - 200 * (flat / 4)) / 32.0);
      }
      // Four eights on their sides: boxes with a bar.
      int digitX = x - 40;
      int digitY = (y - 60) % 150;
      if (digitX >= 0 && digitX < 100 && y >= 60 && y < 660 && digitY < 65) {
        boolean isHole = Math.abs(digitX % 45 - 27) < 18 && digitY >= 10 && digitY < 55;
        value = isHole ? value : 70;
      }
      grey[i] = (byte) value;
    }

    Reading reading =
        Vision.read(Raster.grey(width, height, grey), PageOrientationTest::uprightIsAnEight);

    assertEquals(4, reading.digits().size());
  }
}
