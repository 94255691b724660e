package dev.cirrus.bench.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.ClassifierScorer;
import dev.cirrus.classifier.OnnxClassifier;
import dev.cirrus.classifier.pictures.GreyImage;
import dev.cirrus.models.ShippedModel;
import dev.cirrus.training.augmentation.Canvas;
import dev.cirrus.training.augmentation.StrokeAugmenter;
import dev.cirrus.training.augmentation.StrokePath;
import dev.cirrus.training.data.PenSample;
import dev.cirrus.training.data.WriterSplit;
import dev.cirrus.vision.SingleDigit;
import dev.cirrus.vision.segmentation.PathCosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Tests that the shipped model sees no clear digits in wrong cuts of digits, which the validation
 * writers drew. Cuts that look like other digits are left out: the loops of an 8 are zeros, and its
 * right half is a 3.
 */
final class WrongCutsTest {
  private static final float SIZE = 64;
  private static final float PEN = 6;

  private static final int FAINTEST = 64;

  /** The digits whose left half does not look like a digit. */
  private static final String CUT_LEFT = "0235789";

  /** The digits whose right half does not look like a digit. */
  private static final String CUT_RIGHT = "056";

  /** The least share of the cuts of each kind in which no digit is clear. */
  private static final Map<String, Double> BOUNDS =
      Map.of(
          "left half of an 8", 0.97,
          "other left halves", 0.95,
          "right halves", 0.95,
          "bar of a 5", 0.98,
          "pair in one box", 0.98,
          "part of a pair in one box", 0.98);

  @Test
  void wrongCutsAreNotClearDigits() throws IOException, BadModelException {
    Path data = Path.of(System.getenv().getOrDefault("CIRRUS_TRAINING_DATA", "../../shared/data"));
    assumeTrue(Files.isDirectory(data), "the training data is missing: " + data);
    List<PenSample> digits = ReadingBenchmark.pens(data, WriterSplit.Part.VALIDATION);
    digits.removeIf(sample -> !sample.isDigit());

    try (OnnxClassifier model = OnnxClassifier.load(ShippedModel.load().onnx())) {
      ClassifierScorer scorer = new ClassifierScorer(model);
      double whole = shareOfClearDigits(scorer, digits.stream().map(WrongCutsTest::ink).toList());
      assertTrue(whole > 0.97, () -> "expected whole digits to be clear but got " + whole);
      Map<String, List<GreyImage>> cuts = cuts(digits);
      assertEquals(BOUNDS.keySet(), cuts.keySet());
      Map<String, Double> tooLow = new TreeMap<>();
      cuts.forEach((kind, images) -> {
        double share = 1 - shareOfClearDigits(scorer, images);
        if (share < BOUNDS.getOrDefault(kind, 1.0)) {
          tooLow.put(kind + " (" + images.size() + ")", share);
        }
      });
      assertEquals(Map.of(), tooLow);
    }
  }

  private static Map<String, List<GreyImage>> cuts(List<PenSample> digits) {
    Map<String, List<GreyImage>> cuts = new TreeMap<>();
    for (int i = 0; i < digits.size(); i++) {
      PenSample digit = digits.get(i);
      GreyImage ink = ink(digit);
      int middle = ink.width() / 2;
      if (CUT_LEFT.indexOf(digit.label()) >= 0) {
        add(
            cuts,
            digit.label() == '8' ? "left half of an 8" : "other left halves",
            part(ink, 0, middle));
      }
      if (CUT_RIGHT.indexOf(digit.label()) >= 0) {
        add(cuts, "right halves", part(ink, middle, ink.width()));
      }
      if (digit.label() == '5') {
        digit.strokes().stream()
            .filter(stroke -> isLevel(stroke, digit.strokes()))
            .forEach(bar -> add(cuts, "bar of a 5", ink(List.of(bar))));
      }
      PenSample neighbour = digits.get((i + 1) % digits.size());
      if (neighbour.writer().equals(digit.writer())) {
        GreyImage pair = besideEachOther(ink, ink(neighbour));
        add(cuts, "pair in one box", pair);
        add(cuts, "part of a pair in one box", part(pair, 0, (ink.width() + pair.width()) / 2));
      }
    }
    return cuts;
  }

  private static void add(Map<String, List<GreyImage>> cuts, String kind, GreyImage cut) {
    if (cut.hasInk(FAINTEST)) {
      cuts.computeIfAbsent(kind, key -> new ArrayList<>()).add(cut);
    }
  }

  private static boolean isLevel(float[] stroke, List<float[]> strokes) {
    float[] own = StrokePath.bounds(List.of(stroke), 2);
    float[] all = StrokePath.bounds(strokes, 2);
    float height = own[3] - own[1];
    return height < 0.3 * (all[3] - all[1]) && own[2] - own[0] > 2 * height;
  }

  private static GreyImage ink(PenSample digit) {
    return ink(digit.strokes());
  }

  private static GreyImage ink(List<float[]> drawn) {
    List<float[]> strokes = StrokeAugmenter.normalize(drawn);
    float[] b = StrokePath.bounds(strokes, 2);
    float margin = PEN / 2 + 2;
    Canvas canvas =
        new Canvas(
            (int) Math.ceil((b[2] - b[0]) * SIZE + 2 * margin),
            (int) Math.ceil((b[3] - b[1]) * SIZE + 2 * margin));
    canvas.draw(
        StrokePath.ofWidth(strokes, PEN / SIZE)
            .transformed(SIZE, margin - b[0] * SIZE, margin - b[1] * SIZE));
    return new GreyImage(canvas.width(), canvas.height(), canvas.ink()).cropped(FAINTEST);
  }

  /** Returns the columns between two positions. */
  private static GreyImage part(GreyImage image, int from, int to) {
    byte[] part = new byte[(to - from) * image.height()];
    for (int y = 0; y < image.height(); y++) {
      System.arraycopy(image.ink(), y * image.width() + from, part, y * (to - from), to - from);
    }
    return new GreyImage(to - from, image.height(), part);
  }

  private static GreyImage besideEachOther(GreyImage left, GreyImage right) {
    int width = left.width() + right.width();
    int height = Math.max(left.height(), right.height());
    byte[] both = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int ink = x < left.width() ? left.at(x, y) : right.at(x - left.width(), y);
        both[y * width + x] = (byte) ink;
      }
    }
    return new GreyImage(width, height, both);
  }

  private static double shareOfClearDigits(ClassifierScorer scorer, List<GreyImage> images) {
    float[][] scores =
        scorer.score(
            images.stream()
                .map(image -> SingleDigit.pixels(image.ink(), image.width(), image.height()))
                .toList());
    long clear =
        Arrays.stream(scores)
            .map(Classification::of)
            .filter(scored -> scored.digit(scored.mostLikelyDigit()) >= PathCosts.CLEAR)
            .count();
    return (double) clear / images.size();
  }
}
