package dev.cirrus.training.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.vision.Vision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rendering of strokes as pixels, and the distortion of images. */
final class RenderingTest {
  private static final PenSample SEVEN =
      new PenSample('7', "o/a", List.of(new float[] {0, 0, 20, 0, 8, 40}));

  @Test
  void aLineCoversItsLengthTimesItsWidth() {
    Canvas canvas = new Canvas(60, 20);
    canvas.draw(StrokePath.ofWidth(List.of(new float[] {10, 10, 50, 10}), 6));
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
  void aDottedLineHasGaps() {
    StrokePath line = StrokePath.ofWidth(List.of(new float[] {0, 0, 99, 0}), 4);
    List<float[]> dashes = line.dotted(6, 4).lines();
    assertEquals(10, dashes.size());
    assertEquals(0, dashes.get(0)[0], 1e-3);
    assertEquals(10, dashes.get(1)[0], 1e-3);
  }

  @Test
  void resamplingKeepsTheEndsAndSpacesThePointsEvenly() {
    float[] even = StrokeAugmenter.resample(new float[] {0, 0, 1, 0, 1, 1});
    assertEquals(0, even[0], 1e-6);
    assertEquals(1, even[even.length - 2], 1e-3);
    assertEquals(1, even[even.length - 1], 1e-3);
    for (int i = 2; i < even.length; i += 2) {
      assertEquals(0.04, Math.hypot(even[i] - even[i - 2], even[i + 1] - even[i - 1]), 0.015);
    }
  }

  @Test
  void rendersOfOneSampleDiffer() {
    SplittableRandom random = new SplittableRandom(1);
    List<byte[]> drawn = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] pixels = SampleRenderer.read(SampleRenderer.canvas(SEVEN, true, random));
      assertTrue(ink(pixels) > 20 * 255, "hardly any ink: " + ink(pixels));
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
  void aDrawingIsFoundWhereItWasDrawnInAnyColours() {
    for (CanvasScene.Colours colours : CanvasScene.Colours.values()) {
      var found =
          Vision.find(CanvasScene.draw(SEVEN, new CanvasScene.Pose(100, 12, 1, 0, false, colours)));
      assertEquals(1, found.size(), colours.name());
      assertEquals(280 - 1, found.get(0).box().x() + found.get(0).box().width(), 2);
      assertEquals(1, found.get(0).box().y(), 2);
    }
  }

  @Test
  void anImageWithoutDistortionIsUnchanged() {
    LabeledImages one = TinyData.images(1, 1);
    assertArrayEquals(
        one.pixels(), ElasticDistortion.NONE.apply(one.pixels(), 0, new SplittableRandom(1)));
  }

  @Test
  void aDistortedImageKeepsMostOfItsInk() {
    byte[] plain = TinyData.images(1, 1).pixels();
    byte[] distorted =
        ElasticDistortion.NONE
            .withRotation(0.2)
            .withShear(0.2)
            .withScale(0.1)
            .withShift(1)
            .withDisplacement(1)
            .apply(plain, 0, new SplittableRandom(3));
    assertEquals(ink(plain), ink(distorted), 0.4 * ink(plain));
    assertNotEquals(Arrays.hashCode(plain), Arrays.hashCode(distorted));
  }

  private static double ink(byte[] pixels) {
    double sum = 0;
    for (byte pixel : pixels) {
      sum += pixel & 0xff;
    }
    return sum;
  }
}
