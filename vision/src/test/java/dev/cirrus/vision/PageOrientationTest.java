package dev.cirrus.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PageOrientationTest {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 300;

  /** Draws columns with a bar at one end, or at both ends if the column's number is even. */
  private static byte[] page() {
    byte[] grey = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < grey.length; i++) {
      int x = i % WIDTH - 60;
      int y = i / WIDTH - 100;
      int column = x / 80;
      boolean stem = Math.abs(x % 80 - 25) < 4;
      boolean bar = y < 8 || (y >= 92 && column % 2 == 0);
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
      scores[i][label] = 0.98f;
      scores[i][label == 8 ? 7 : 8] = 0.01f;
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
    assertEquals("87878787", text(page()));
  }

  @Test
  void readsAPageThatIsUpsideDown() {
    assertEquals("87878787", text(upsideDown(page())));
  }
}
