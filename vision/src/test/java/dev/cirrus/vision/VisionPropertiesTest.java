package dev.cirrus.vision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/**
 * Checks invariants of the normalization. The tolerances are mean absolute differences of the 784
 * values, from 0 to 255; the sevens of two writers differ by 20 to 40.
 */
class VisionPropertiesTest {
  private static final double RECOLOURED = 4;
  private static final double SCALED = 6;
  private static final double OTHER_PEN = 14;

  @Property(tries = 100)
  void movingADrawingByWholePixelsChangesNoPixel(
      @ForAll @IntRange(min = 0, max = 9) int number,
      @ForAll @IntRange(min = 12, max = 130) int x,
      @ForAll @IntRange(min = 12, max = 130) int y) {
    Digit here = Pixels.only(Drawing.canvas().digit(number, x, y, 110, 9));
    Digit there = Pixels.only(Drawing.canvas().digit(number, 12, 12, 110, 9));
    assertArrayEquals(there.pixels(), here.pixels());
    assertEquals(there.box().x() + x - 12, here.box().x());
    assertEquals(there.box().y() + y - 12, here.box().y());
  }

  @Property(tries = 100)
  void invertingOrRecolouringADrawingChangesLittle(
      @ForAll @IntRange(min = 0, max = 9) int number,
      @ForAll @IntRange(min = 0, max = 0xffffff) int paper,
      @ForAll @IntRange(min = 0, max = 0xffffff) int ink) {
    // People hardly see less contrast either.
    Assume.that(contrast(paper, ink) >= 16);
    Digit plain = Pixels.only(Drawing.canvas().digit(number, 60, 60, 140, 11));
    Digit coloured =
        Pixels.only(new Drawing(280, 280, paper).ink(ink).digit(number, 60, 60, 140, 11));
    double difference = Pixels.difference(plain, coloured);
    assertTrue(difference <= RECOLOURED, "differs by " + difference);
  }

  private static double contrast(int one, int other) {
    int most = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      most = Math.max(most, Math.abs((one >> shift & 255) - (other >> shift & 255)));
    }
    return most;
  }

  @Property(tries = 100)
  void scalingADrawingChangesLittle(
      @ForAll @IntRange(min = 0, max = 9) int number,
      @ForAll @DoubleRange(min = 40, max = 240) double height) {
    Digit plain = Pixels.only(Drawing.canvas().digit(number, 60, 60, 140, 11));
    Digit scaled =
        Pixels.only(Drawing.canvas().digit(number, 20.3, 19.6, height, height * 11 / 140));
    double difference = Pixels.difference(plain, scaled);
    assertTrue(difference <= SCALED, "differs by " + difference);
  }

  @Property(tries = 100)
  void anotherPenChangesLittle(
      @ForAll @IntRange(min = 0, max = 9) int number,
      @ForAll @DoubleRange(min = 1, max = 24) double pen) {
    Digit plain = Pixels.only(Drawing.canvas().digit(number, 60, 50, 170, 12));
    Digit other = Pixels.only(Drawing.canvas().digit(number, 60, 50, 170, pen));
    double difference = Pixels.difference(plain, other);
    assertTrue(difference <= OTHER_PEN, "differs by " + difference);
  }
}
