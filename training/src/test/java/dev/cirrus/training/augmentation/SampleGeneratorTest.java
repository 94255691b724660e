package dev.cirrus.training.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.training.data.PenSample;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.training.data.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SampleGeneratorTest {
  private static final float[] STROKE = {0, 0, 20, 0, 8, 40};
  private static final PenSample SEVEN = new PenSample('7', "o/a", List.of(STROKE));
  private static final PenSample LETTER = new PenSample('K', "o/a", List.of(STROKE));
  private static final TrainingSet SET =
      new TrainingSet(
          TinyData.images(5, 1), List.of(SEVEN), List.of(LETTER), TinyData.images(3, 2));

  private static SampleGenerator of(SampleSource source) {
    return new SampleGenerator(SET, new Mixture(Map.of(source, 1.0)));
  }

  @Test
  void aLetterIsLabelledNotADigit() {
    float[] target = new float[SampleGenerator.CLASSES];
    target[SampleGenerator.NOT_A_DIGIT] = 1;
    assertArrayEquals(target, of(SampleSource.LETTER).next(1, new SplittableRandom(1)).target());
  }

  @ParameterizedTest
  @EnumSource(names = {"PEN_PAIR", "MNIST_PAIR", "MARK"})
  void wrongCutsAndMarksAreLabelledNotADigit(SampleSource source) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      assertEquals(SampleGenerator.NOT_A_DIGIT, of(source).next(1, random).label());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PEN_DIGIT", "DEGRADED_PEN_DIGIT"})
  void aPenDigitKeepsItsLabelAndHasInk(SampleSource source) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      SampleGenerator.Sample sample = of(source).next(1, random);
      assertEquals(7, sample.label());
      int ink = 0;
      for (byte pixel : sample.pixels()) {
        ink += pixel & 0xff;
      }
      assertTrue(ink > 0, "sample " + i + " is blank");
    }
  }

  @Test
  void templatesShowEachDigit() {
    SplittableRandom random = new SplittableRandom(1);
    boolean[] seen = new boolean[SampleGenerator.CLASSES];
    for (int i = 0; i < 300; i++) {
      seen[of(SampleSource.TEMPLATE).next(1, random).label()] = true;
    }
    boolean[] digits = {true, true, true, true, true, true, true, true, true, true, false};
    assertArrayEquals(digits, seen);
  }

  @Test
  void partsThatCouldPassForDigitsAreNotNegatives() {
    NonDigitRenderer renderer = new NonDigitRenderer(new SplittableRandom(1));
    List<float[]> line = List.of(StrokeAugmenter.resample(new float[] {0.5f, 0, 0.5f, 1}));
    for (int i = 0; i < 50; i++) {
      assertEquals(null, renderer.part(1, line));
    }
  }

  @Test
  void theSameSeedGivesTheSameSamples() {
    for (SampleSource source : SampleSource.values()) {
      if (source == SampleSource.PART) {
        continue;
      }
      assertArrayEquals(
          of(source).next(1, new SplittableRandom(7)).pixels(),
          of(source).next(1, new SplittableRandom(7)).pixels(),
          source.key());
    }
  }

  @Test
  void writersCountByTheSquareRootOfTheirSamples() {
    List<PenSample> samples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      samples.add(new PenSample('1', "o/much", List.of(STROKE)));
    }
    samples.add(new PenSample('2', "o/little", List.of(STROKE)));
    WriterSampler sampler = new WriterSampler(samples);
    SplittableRandom random = new SplittableRandom(1);
    int little = 0;
    for (int i = 0; i < 11_000; i++) {
      little += sampler.sample(random).label() == '2' ? 1 : 0;
    }
    assertEquals(1_000, little, 150);
  }

  @Test
  void sourcesAreUsedInProportionToTheirWeights() {
    Mixture mixture = new Mixture(Map.of(SampleSource.MNIST, 3.0, SampleSource.CORRECTION, 1.0));
    SplittableRandom random = new SplittableRandom(1);
    int mnist = 0;
    for (int i = 0; i < 4000; i++) {
      mnist += mixture.pick(random) == SampleSource.MNIST ? 1 : 0;
    }
    assertEquals(0.75, mixture.share(SampleSource.MNIST));
    assertEquals(3000, mnist, 100);
  }

  @Test
  void aWeightMustBePositive() {
    Map<SampleSource, Double> weights = Map.of(SampleSource.MNIST, -1.0);
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Mixture(weights)).getMessage();
    assertTrue(String.valueOf(message).startsWith("expected positive weights"), message);
  }
}
