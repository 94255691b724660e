package dev.cirrus.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.vision.Vision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** From strokes to pixels. */
final class DrawingTest {
  private static final Writing SEVEN =
      new Writing('7', "o/a", List.of(new float[] {0, 0, 20, 0, 8, 40}));

  @Test
  void aLineCoversWhatItsWidthSays() {
    Canvas canvas = new Canvas(60, 20);
    canvas.draw(Pen.even(List.of(new float[] {10, 10, 50, 10}), 6));
    double sum = 0;
    for (byte ink : canvas.ink()) {
      sum += (ink & 0xff) / 255.0;
    }
    // 40 long and 6 wide, and half a circle at each end.
    assertEquals(40 * 6 + Math.PI * 9, sum, 5);
    assertEquals(0, canvas.ink()[0]);
    assertEquals((byte) 255, canvas.ink()[10 * 60 + 30]);
  }

  @Test
  void dotsLeaveGaps() {
    Pen line = Pen.even(List.of(new float[] {0, 0, 99, 0}), 4);
    List<float[]> dashes = line.dotted(6, 4).lines();
    assertEquals(10, dashes.size());
    assertEquals(0, dashes.get(0)[0], 1e-3);
    assertEquals(10, dashes.get(1)[0], 1e-3);
  }

  @Test
  void strokesAreResampledEvenlyFromEndToEnd() {
    float[] even = Hand.resample(new float[] {0, 0, 1, 0, 1, 1});
    assertEquals(0, even[0], 1e-6);
    assertEquals(1, even[even.length - 2], 1e-3);
    assertEquals(1, even[even.length - 1], 1e-3);
    for (int i = 2; i < even.length; i += 2) {
      assertEquals(0.04, Math.hypot(even[i] - even[i - 2], even[i + 1] - even[i - 1]), 0.015);
    }
  }

  @Test
  void anotherHandWritesTheSameNeverTheSameWay() {
    SplittableRandom random = new SplittableRandom(1);
    List<byte[]> drawn = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] pixels = Sketch.vary(SEVEN, random);
      int ink = 0;
      for (byte pixel : pixels) {
        ink += pixel & 0xff;
      }
      assertTrue(ink > 20 * 255, "next to no ink: " + ink);
      drawn.add(pixels);
    }
    assertNotEquals(Arrays.hashCode(drawn.get(0)), Arrays.hashCode(drawn.get(1)));
  }

  @Test
  void aPointIsDrawnAsADot() {
    Writing dot = new Writing('0', "o/a", List.of(new float[] {5, 5}));
    assertEquals(
        1,
        Vision.find(
                Sheet.draw(
                    dot, new Sheet.Pose(80, 20, 0.5f, 0.5f, false, Sheet.Colours.BLUE_ON_YELLOW)))
            .size());
  }

  @Test
  void whatIsDrawnAnywhereInAnyColoursIsFoundWhereItIs() {
    for (Sheet.Colours colours : Sheet.Colours.values()) {
      var found = Vision.find(Sheet.draw(SEVEN, new Sheet.Pose(100, 12, 1, 0, false, colours)));
      assertEquals(1, found.size(), colours.name());
      assertEquals(280 - 1, found.get(0).box().x() + found.get(0).box().width(), 2);
      assertEquals(1, found.get(0).box().y(), 2);
    }
  }

  @Test
  void withoutDistortionAnImageStaysAsItIs() {
    Images one = TinyData.images(1, 1);
    float[] same = new float[Images.PIXELS];
    new Distortion(0, 0, 0, 0, 0).apply(one.pixels(), 0, same, 0, new SplittableRandom(1));
    float[] plain = new float[Images.PIXELS];
    one.toFloats(0, plain, 0);
    assertArrayEquals(plain, same, 1e-4f);
  }

  @Test
  void aDistortedImageKeepsMostOfItsInk() {
    Images one = TinyData.images(1, 1);
    float[] bent = new float[Images.PIXELS];
    new Distortion(0.2, 0.2, 0.1, 1, 1).apply(one.pixels(), 0, bent, 0, new SplittableRandom(3));
    float[] plain = new float[Images.PIXELS];
    one.toFloats(0, plain, 0);
    assertEquals(sum(plain), sum(bent), 0.4 * sum(plain));
    assertNotEquals(Arrays.hashCode(plain), Arrays.hashCode(bent));
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void aBatchFollowsFromTheSeedAndTheStepAlone() {
    Images none = new Images(new byte[0], new byte[0]);
    Lessons lessons = new Lessons(TinyData.images(50, 1), List.of(SEVEN), List.of(), none);
    Recipe recipe = Recipe.full().of(lessons);
    float[] one = new Batches(lessons, recipe, 1, 0, 2, 10).batch(3).images();
    assertArrayEquals(one, new Batches(lessons, recipe, 1, 0, 2, 10).batch(3).images());
    assertNotEquals(
        Arrays.hashCode(one),
        Arrays.hashCode(new Batches(lessons, recipe, 1, 1, 2, 10).batch(3).images()));
    assertNotEquals(
        Arrays.hashCode(one),
        Arrays.hashCode(new Batches(lessons, recipe, 2, 0, 2, 10).batch(3).images()));
  }

  @Test
  void lettersAreToBeUnsureOf() {
    Images none = new Images(new byte[0], new byte[0]);
    Writing letter = new Writing('K', "o/a", SEVEN.strokes());
    Lessons lessons = new Lessons(TinyData.images(5, 1), List.of(), List.of(letter), none);
    Recipe letters = new Recipe("x", "4", 64, 2, 16, 0.1f, 0, 0, 0, 0, 1, 0, 1);
    for (float target : new Batches(lessons, letters, 1, 0, 1, 2).batch(0).targets()) {
      assertEquals(0.1f, target);
    }
  }
}
