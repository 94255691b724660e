package dev.cirrus.training.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.distributed.BatchGenerator;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.vision.Vision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** From strokes to pixels. */
final class RenderingTest {
  private static final PenSample SEVEN =
      new PenSample('7', "o/a", List.of(new float[] {0, 0, 20, 0, 8, 40}));

  @Test
  void aLineCoversWhatItsWidthSays() {
    Canvas canvas = new Canvas(60, 20);
    canvas.draw(StrokePath.even(List.of(new float[] {10, 10, 50, 10}), 6));
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
    StrokePath line = StrokePath.even(List.of(new float[] {0, 0, 99, 0}), 4);
    List<float[]> dashes = line.dotted(6, 4).lines();
    assertEquals(10, dashes.size());
    assertEquals(0, dashes.get(0)[0], 1e-3);
    assertEquals(10, dashes.get(1)[0], 1e-3);
  }

  @Test
  void strokesAreResampledEvenlyFromEndToEnd() {
    float[] even = StrokeAugmenter.resample(new float[] {0, 0, 1, 0, 1, 1});
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
      byte[] pixels = SampleRenderer.vary(SEVEN, random);
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
    PenSample dot = new PenSample('0', "o/a", List.of(new float[] {5, 5}));
    assertEquals(
        1,
        Vision.find(
                CanvasScene.draw(
                    dot,
                    new CanvasScene.Pose(
                        80, 20, 0.5f, 0.5f, false, CanvasScene.Colours.BLUE_ON_YELLOW)))
            .size());
  }

  @Test
  void whatIsDrawnAnywhereInAnyColoursIsFoundWhereItIs() {
    for (CanvasScene.Colours colours : CanvasScene.Colours.values()) {
      var found =
          Vision.find(CanvasScene.draw(SEVEN, new CanvasScene.Pose(100, 12, 1, 0, false, colours)));
      assertEquals(1, found.size(), colours.name());
      assertEquals(280 - 1, found.get(0).box().x() + found.get(0).box().width(), 2);
      assertEquals(1, found.get(0).box().y(), 2);
    }
  }

  @Test
  void withoutDistortionAnImageStaysAsItIs() {
    LabeledImages one = TinyData.images(1, 1);
    float[] same = new float[LabeledImages.PIXELS];
    new ElasticDistortion(0, 0, 0, 0, 0).apply(one.pixels(), 0, same, 0, new SplittableRandom(1));
    float[] plain = new float[LabeledImages.PIXELS];
    one.toFloats(0, plain, 0);
    assertArrayEquals(plain, same, 1e-4f);
  }

  @Test
  void aDistortedImageKeepsMostOfItsInk() {
    LabeledImages one = TinyData.images(1, 1);
    float[] bent = new float[LabeledImages.PIXELS];
    new ElasticDistortion(0.2, 0.2, 0.1, 1, 1)
        .apply(one.pixels(), 0, bent, 0, new SplittableRandom(3));
    float[] plain = new float[LabeledImages.PIXELS];
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
    LabeledImages none = new LabeledImages(new byte[0], new byte[0]);
    TrainingSet lessons = new TrainingSet(TinyData.images(50, 1), List.of(SEVEN), List.of(), none);
    Recipe recipe = Recipe.full().of(lessons);
    float[] one = new BatchGenerator(lessons, recipe, 1, 0, 2, 10).batch(3).images();
    assertArrayEquals(one, new BatchGenerator(lessons, recipe, 1, 0, 2, 10).batch(3).images());
    assertNotEquals(
        Arrays.hashCode(one),
        Arrays.hashCode(new BatchGenerator(lessons, recipe, 1, 1, 2, 10).batch(3).images()));
    assertNotEquals(
        Arrays.hashCode(one),
        Arrays.hashCode(new BatchGenerator(lessons, recipe, 2, 0, 2, 10).batch(3).images()));
  }

  @Test
  void lettersAreToBeUnsureOf() {
    LabeledImages none = new LabeledImages(new byte[0], new byte[0]);
    PenSample letter = new PenSample('K', "o/a", SEVEN.strokes());
    TrainingSet lessons = new TrainingSet(TinyData.images(5, 1), List.of(), List.of(letter), none);
    Recipe letters = new Recipe("x", "4", 64, 2, 16, 0.1f, 0, 0, 0, 0, 1, 0, 1);
    for (float target : new BatchGenerator(lessons, letters, 1, 0, 1, 2).batch(0).targets()) {
      assertEquals(0.1f, target);
    }
  }
}
