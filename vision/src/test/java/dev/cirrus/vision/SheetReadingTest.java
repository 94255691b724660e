package dev.cirrus.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

final class SheetReadingTest {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 700;

  /** What a photograph shows. */
  private interface Scene {
    double grey(int x, int y);
  }

  private static Raster picture(Scene scene) {
    byte[] grey = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) scene.grey(i % WIDTH, i / WIDTH);
    }
    return Raster.grey(WIDTH, HEIGHT, grey);
  }

  /** A slightly rotated sheet on a table; the gaps between the planks look like ones. */
  private static Raster photograph() {
    return picture((x, y) -> {
      double u = x - 250 + 0.06 * (y - 180);
      double v = y - 180 - 0.06 * (x - 250);
      int value = x % 130 < 4 ? 20 : 95;
      if (u >= 0 && v >= 0 && u < 420 && v < 300) {
        boolean inked = v > 100 && v < 200 && u % 100 > 50 && u % 100 < 60;
        value = inked ? 30 : 235;
      }
      return value;
    });
  }

  /** A table with two sheets of 340 × 300 pixels, with {@code ink} in their coordinates. */
  private static Raster twoSheets(
      BiPredicate<Integer, Integer> left, BiPredicate<Integer, Integer> right) {
    return picture((x, y) -> {
      for (int sheet = 0; sheet < 2; sheet++) {
        int u = x - (sheet == 0 ? 60 : 500);
        int v = y - (sheet == 0 ? 140 : 270);
        if (u >= 0 && u < 340 && v >= 0 && v < 300) {
          return (sheet == 0 ? left : right).test(u, v) ? 30 : 235;
        }
      }
      return 70;
    });
  }

  private static BiPredicate<Integer, Integer> strokes(int count) {
    return (x, y) ->
        y > 100 && y < 180 && x > 40 && x < 40 + 50 * count && x % 50 > 20 && x % 50 < 29;
  }

  /** Two rows of six crosses, which the scorer rejects. */
  private static boolean crosses(int x, int y) {
    int across = Math.abs(x % 50 - 25);
    int down = Math.abs(y % 50 - 25);
    return y > 200 && x > 20 && x < 320 && across < 18 && Math.abs(across - down) < 4;
  }

  /** Returns how many images are scored in order to read a photograph. */
  private static int scored(Raster photograph) {
    AtomicInteger count = new AtomicInteger();
    Vision.read(
        photograph,
        images -> {
          count.addAndGet(images.size());
          return scores(images);
        });
    return count.get();
  }

  private static void assertReadsRightSheet(int digits, Raster photograph) {
    assertReadsRightSheet(digits, photograph, SheetReadingTest::scores);
  }

  private static void assertReadsRightSheet(int digits, Raster photograph, DigitScorer scorer) {
    Reading reading = Vision.read(photograph, scorer);

    assertEquals(digits, reading.digits().size());
    reading.digits().forEach(digit -> assertTrue(digit.box().x() > 480, digit::toString));
  }

  @Test
  void readsTheSheetWithTheMostClearDigits() {
    assertReadsRightSheet(5, twoSheets(strokes(3), strokes(5)));
  }

  @Test
  void readsTheSheetWithDigitsRatherThanOneWithOtherMarks() {
    assertReadsRightSheet(3, twoSheets(strokes(4).or(SheetReadingTest::crosses), strokes(3)));
  }

  @Test
  void readsTheSheetWithFewerDigitsIfManyMarksBesideThemAreSomethingElse() {
    BiPredicate<Integer, Integer> fewCrosses = (x, y) -> x < 170 && y < 250 && crosses(x, y);

    assertReadsRightSheet(4, twoSheets(strokes(6).or(fewCrosses), strokes(4)));
  }

  @Test
  void readsTheSheetWithDigitsRatherThanOneWithMoreOnes() {
    BiPredicate<Integer, Integer> zeros =
        (x, y) -> x > 60 && x < 300 && isOnRing(1.8 * (x % 60 - 30), y - 150, 38);

    assertReadsRightSheet(4, twoSheets(strokes(6), zeros), SheetReadingTest::scoresOfZeros);
  }

  @Test
  void readsTheWholePictureIfASheetReachesOutOfIt() {
    Raster picture =
        picture((x, y) -> {
          boolean isSheet = x < 430 + 0.06 * y && y < 380 - 0.06 * x;
          boolean inked = strokes(3).test(x - 100, y - 100) || strokes(8).test(x - 350, y - 430);
          double light = 0.65 + 0.35 * x / WIDTH;
          return light * (inked ? 30 : isSheet ? 240 : 190);
        });

    Reading reading = Vision.read(picture, SheetReadingTest::scores);

    assertEquals(11, reading.digits().size());
  }

  @Test
  void readsASheetOfWhichASideLooksLikeAOne() {
    Raster picture =
        picture((x, y) -> {
          int u = x - 150;
          int v = y - 120;
          boolean isSheet = u >= 0 && u < 340 && v >= 0 && v < 460;
          boolean isOutline = isSheet && (u < 4 || u >= 336 || v < 4 || v >= 456);
          boolean isDarkSide = isSheet && u < 4 && v > 15 && v < 445;
          boolean inked =
              isSheet && u > 80 && u < 240 && isOnRing(1.6 * (u % 40 - 20), v - 150, 8.5);
          double light = 0.55 + 0.45 * y / HEIGHT;
          return light * (inked || isDarkSide ? 60 : isOutline ? 180 : 230);
        });

    Reading reading = Vision.read(picture, SheetReadingTest::scoresOfZeros);

    assertNotNull(reading.sheet());
    assertEquals(4, reading.digits().size());
  }

  @Test
  void readsTheWholePictureRatherThanASheetOfOtherMarks() {
    Raster picture =
        picture((x, y) -> {
          boolean isSheet = x >= 500 && x < 840 && y >= 270 && y < 570;
          boolean inked =
              isSheet
                  ? strokes(1).or(SheetReadingTest::crosses).test(x - 500, y - 270)
                  : x < 400 && strokes(5).test(x - 60, y - 140);
          double light = 0.6 + 0.4 * x / WIDTH;
          return light * (inked ? 30 : isSheet ? 240 : 190);
        });

    Reading reading = Vision.read(picture, SheetReadingTest::scores);

    assertEquals(5, reading.digits().stream().filter(digit -> digit.box().x() < 480).count());
  }

  @Test
  void readsAllPartsOfAFoldedSheet() {
    Raster picture =
        picture((x, y) -> {
          boolean inked = strokes(3).test(x - 100, y - 100) || strokes(5).test(x - 550, y - 450);
          // The fold's four parts are lit differently.
          int paper = (x < 450) == (y < 350) ? 240 : x < 450 ? 215 : 205;
          return inked ? 30 : paper;
        });

    Reading reading = Vision.read(picture, SheetReadingTest::scores);

    assertEquals(8, reading.digits().size());
  }

  @Test
  void readsASheetOfWhichOnlyTheOutlineShowsBesideATexture() {
    Raster picture =
        picture((x, y) -> {
          int u = x - 150;
          int v = y - 120;
          boolean isSheet = u >= 0 && u < 340 && v >= 0 && v < 460;
          boolean isOutline = isSheet && (u < 4 || u >= 336 || v < 4 || v >= 456);
          boolean inked = isSheet ? strokes(4).test(u, v) : x > 560 && x % 6 < 3 && y % 7 < 4;
          return inked ? 30 : isOutline ? 120 : 230;
        });

    Reading reading = Vision.read(picture, SheetReadingTest::scores);

    assertNotNull(reading.sheet());
    assertEquals(4, reading.digits().size());
  }

  @Test
  void readsClearDigitsRatherThanTheLightOfALamp() {
    Raster picture =
        picture((x, y) -> {
          double reach = 60 + 0.35 * y;
          double light = Math.exp(-Math.pow((x - 450) / reach, 2) - Math.pow((y - 350) / 280.0, 4));
          boolean inked = y > 280 && y < 420 && Math.abs(Math.abs(x - 450) - 40) < 10;
          return (inked ? 0.2 : 1) * (50 + 190 * light);
        });

    Reading reading =
        Vision.read(
            picture,
            images -> {
              float[][] scores = scores(images);
              for (float[] score : scores) {
                if (score[DigitScorer.NOT_A_DIGIT] > 0.5) {
                  score[0] = 0.7f;
                  score[DigitScorer.NOT_A_DIGIT] = 0.3f;
                }
              }
              return scores;
            });

    assertEquals(2, reading.digits().size());
  }

  @Test
  void turnsOnlyTheSheetWithTheMostDigits() {
    int scored = scored(twoSheets(SheetReadingTest::crosses, strokes(3)));

    // Crosses, their pieces and pairs give 54 candidates in one orientation, 261 in all.
    assertTrue(scored < 100, "scored " + scored);
  }

  @Test
  void readsASidewaysSheetBesideOneWithFewMarks() {
    assertReadsRightSheet(
        5,
        twoSheets(strokes(2), (x, y) -> strokes(5).test(y, x)),
        SheetReadingTest::scoresOfSevens);
  }

  @Test
  void readsASheetBesideOneThatIsTooComplex() {
    assertReadsRightSheet(
        3,
        twoSheets(
            (x, y) -> x % 6 < 3 && y % 7 < 4 && x > 15 && x < 325 && y > 15 && y < 285,
            strokes(3)));
  }

  @Test
  void readsWhitePaperOnAnEvenlyDarkTable() {
    Raster picture =
        picture((x, y) -> {
          int u = x - 300;
          int v = y - 200;
          boolean isSheet = u >= 0 && u < 300 && v >= 0 && v < 250;
          return isSheet && !strokes(4).test(u, v) ? 235 : 25;
        });

    Reading reading = Vision.read(picture, SheetReadingTest::scores);

    assertNotNull(reading.sheet());
    assertEquals(4, reading.digits().size());
  }

  @Test
  void readsTheSheetRatherThanTheTableWithAStrokeBesideIt() {
    Raster picture =
        picture((x, y) -> {
          // A dark floor, a table with one stroke, and a sheet with two.
          boolean isTable = y >= 40 + x / 50 && x >= 40 + y / 50;
          boolean isSheet = x >= 200 && x < 500 && y >= 200 && y < 500;
          boolean inked =
              y > 300
                  && y < 380
                  && (isSheet ? x % 100 > 45 && x % 100 < 54 && x < 400 : x > 640 && x < 649);
          return !isTable ? 30 : inked ? 40 : isSheet ? 240 : 225;
        });

    Reading reading = Vision.read(picture, SheetReadingTest::scores);

    assertEquals(2, reading.digits().size());
  }

  /** Scores upright strokes as ones, and anything wider as not a digit. */
  private static float[][] scores(List<byte[]> images) {
    return scores(images, 1);
  }

  /** The same with sevens, which a page may be turned for: ones look alike in two orientations. */
  private static float[][] scoresOfSevens(List<byte[]> images) {
    return scores(images, 7);
  }

  /**
   * Returns whether a point is on a ring around the origin whose width is two fifths of its radius.
   */
  private static boolean isOnRing(double x, double y, double radius) {
    return Math.abs(Math.hypot(x, y) - radius) < 0.2 * radius;
  }

  /** Scores upright strokes as ones, and other marks that are hollow in the middle as zeros. */
  private static float[][] scoresOfZeros(List<byte[]> images) {
    float[][] scores = scores(images);
    for (int i = 0; i < scores.length; i++) {
      int middle = Digit.SIDE * (Digit.SIDE + 1) / 2;
      boolean isHollow = images.get(i)[middle - 1] == 0 && images.get(i)[middle] == 0;
      if (scores[i][DigitScorer.NOT_A_DIGIT] > 0.5 && isHollow) {
        scores[i][0] = 0.99f;
        scores[i][DigitScorer.NOT_A_DIGIT] = 0.01f;
      }
    }
    return scores;
  }

  private static float[][] scores(List<byte[]> images, int digit) {
    float[][] scores = new float[images.size()][DigitScorer.CLASSES];
    for (int i = 0; i < scores.length; i++) {
      boolean isStroke = true;
      for (int j = 0; j < images.get(i).length; j++) {
        isStroke &= images.get(i)[j] == 0 || Math.abs(j % 28 - 13.5) < 5;
      }
      scores[i][isStroke ? digit : DigitScorer.NOT_A_DIGIT] = 0.9992f;
      scores[i][isStroke ? DigitScorer.NOT_A_DIGIT : digit] = 0.0008f;
    }
    return scores;
  }

  @Test
  void readsTheSheetAndNotTheTable() {
    Reading reading = Vision.read(photograph(), SheetReadingTest::scores);
    List<Digit> digits = reading.digits();

    assertNotNull(reading.sheet());
    assertEquals(4, digits.size());
    for (int i = 0; i < 4; i++) {
      Box box = digits.get(i).box();
      assertEquals(250 + 55 + 100 * i - 0.06 * 150, box.x() + box.width() / 2.0, 6);
      assertEquals(180 + 150 + 0.06 * (55 + 100 * i), box.y() + box.height() / 2.0, 8);
      assertTrue(box.height() > 90 && box.height() < 120, box::toString);
    }
  }
}
