package dev.cirrus.bench.reading;

import dev.cirrus.classifier.pictures.GreyImage;
import dev.cirrus.classifier.pictures.Symbol;
import dev.cirrus.training.augmentation.CanvasScene;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import java.awt.RenderingHints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Creates requests of every kind that people send, from samples that no model was trained on. The
 * same seed creates the same requests.
 */
final class ReadingSets {
  /** The longer sides of scanned digits, which are then enlarged four to nine times. */
  private static final int[] SCAN_SIDES = {16, 20, 24, 32};

  private static final Object[] INTERPOLATIONS = {
    RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR,
    RenderingHints.VALUE_INTERPOLATION_BILINEAR,
    RenderingHints.VALUE_INTERPOLATION_BICUBIC
  };

  /** Letters that look like digits and are in no set. */
  private static final String LOOKALIKES = "OoDIilSsZzBbgqyG";

  private final Map<String, List<PenSample>> digits = new TreeMap<>();
  private final List<PenSample> letters = new ArrayList<>();
  private final LabeledImages mnist;
  private final SplittableRandom random;
  private final StrokeRenderer renderer;
  private final double share;

  /**
   * Creates the sets.
   *
   * @param writers digits and letters of held-out writers
   * @param share the share of each set to use
   */
  ReadingSets(List<PenSample> writers, LabeledImages mnist, long seed, double share) {
    for (PenSample sample : writers) {
      if (sample.isDigit()) {
        digits.computeIfAbsent(sample.organisation(), key -> new ArrayList<>()).add(sample);
      } else if (LOOKALIKES.indexOf(sample.label()) < 0) {
        letters.add(sample);
      }
    }
    this.mnist = mnist;
    this.random = new SplittableRandom(seed);
    this.renderer = new StrokeRenderer(random);
    this.share = share;
    digits.values().forEach(this::shuffle);
    shuffle(letters);
  }

  private int count(int full) {
    return Math.max(1, (int) Math.round(full * share));
  }

  /** Digits anywhere on the page's canvas, with 30–90 % of its size and pens of 8–22 pixels. */
  List<ReadingSample> free() {
    List<ReadingSample> samples = new ArrayList<>();
    digits.forEach((collection, pens) -> {
      for (PenSample pen : some(pens, 300)) {
        float width = RandomValues.uniform(random, 8, 22);
        float size =
            Math.min(CanvasScene.SIDE * RandomValues.uniform(random, 0.3f, 0.9f), 278 - width);
        GreyImage image = renderer.canvas(pen.strokes(), size, width);
        samples.add(ReadingSample.png("free", collection, ImageEncoder.png(image), digitOf(pen)));
      }
    });
    return samples;
  }

  /** Strings of two to six digits by the same writer, with gaps of 8–40 % of the height. */
  List<ReadingSample> strings() {
    List<ReadingSample> samples = new ArrayList<>();
    digits.forEach((collection, pens) -> {
      for (int i = count(120); i > 0; i--) {
        List<PenSample> string = sameWriter(pens, random.nextInt(2, 7));
        samples.add(
            ReadingSample.png(
                "strings",
                collection,
                ImageEncoder.png(renderer.line(string, 0.08f, 0.4f)),
                text(string)));
      }
    });
    return samples;
  }

  /** Coarse scans of digits, enlarged: with a margin, and cropped to the ink in both polarities. */
  List<ReadingSample> scans() {
    List<ReadingSample> samples = new ArrayList<>();
    List<PenSample> all = new ArrayList<>();
    digits.values().forEach(pens -> all.addAll(some(pens, 200)));
    shuffle(all);
    for (int side : SCAN_SIDES) {
      String collection = side + " × " + side;
      for (PenSample pen : some(all, 400)) {
        GreyImage tight =
            StrokeRenderer.ink(pen.strokes(), 160, 160 * RandomValues.uniform(random, 0.06f, 0.17f))
                .cropped(64);
        GreyImage scan = tight.reducedTo(side);
        Object interpolation = INTERPOLATIONS[random.nextInt(3)];
        double times = RandomValues.uniform(random, 4, 9);
        int border = Math.round(side / 4f);
        samples.add(
            ReadingSample.png(
                "scans with a margin",
                collection,
                ImageEncoder.png(scan.withMargin(border).enlarged(times, interpolation)),
                digitOf(pen)));
        GreyImage large = scan.enlarged(times, interpolation);
        samples.add(
            ReadingSample.png(
                "scans cropped to the ink, dark on light",
                collection,
                ImageEncoder.png(large),
                digitOf(pen)));
        samples.add(
            ReadingSample.png(
                "scans cropped to the ink, light on dark",
                collection,
                ImageEncoder.png(large, true),
                digitOf(pen)));
      }
    }
    return samples;
  }

  /** Every second of {@link #mnistValues} as an enlarged picture. */
  List<ReadingSample> enlargedMnist() {
    List<ReadingSample> samples = new ArrayList<>();
    for (int i = 0; i < mnist.count(); i += 2 * mnistStep()) {
      for (int times : new int[] {4, 10}) {
        GreyImage large = image(i).enlarged(times, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        samples.add(
            ReadingSample.png(
                "MNIST enlarged", "× " + times, ImageEncoder.png(large, true), label(i)));
      }
    }
    return samples;
  }

  /** MNIST's test images as values. */
  List<ReadingSample> mnistValues() {
    List<ReadingSample> samples = new ArrayList<>();
    for (int i = 0; i < mnist.count(); i += mnistStep()) {
      samples.add(values("MNIST", "test set", image(i), label(i)));
    }
    return samples;
  }

  private int mnistStep() {
    return share < 1 ? (int) Math.round(1 / share) : 1;
  }

  /** Corrupted MNIST test images as values. */
  List<ReadingSample> corruptions() {
    List<ReadingSample> samples = new ArrayList<>();
    for (Corruption corruption : Corruption.values()) {
      String name = corruption.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      for (int i = count(200); i > 0; i--) {
        int index = random.nextInt(mnist.count());
        samples.add(
            values(
                "MNIST corrupted", name, corruption.applied(image(index), random), label(index)));
      }
    }
    return samples;
  }

  /** Ink that is not a digit, alone and beside digits. */
  List<ReadingSample> notDigits() {
    List<ReadingSample> samples = new ArrayList<>();
    String set = "not a digit";
    for (PenSample letter : some(letters, 300)) {
      GreyImage image =
          renderer.canvas(
              letter.strokes(),
              CanvasScene.SIDE * RandomValues.uniform(random, 0.3f, 0.8f),
              RandomValues.uniform(random, 8, 20));
      samples.add(ReadingSample.png(set, "letters", ImageEncoder.png(image), ""));
    }
    for (Symbol symbol : Symbol.values()) {
      for (int i = symbol.alone() ? count(20) : 0; i > 0; i--) {
        float size =
            CanvasScene.SIDE * RandomValues.uniform(random, symbol.minSize(), symbol.maxSize());
        GreyImage image =
            renderer.canvas(symbol.strokes(random), size, RandomValues.uniform(random, 6, 16));
        samples.add(ReadingSample.png(set, symbol.title(), ImageEncoder.png(image), ""));
      }
    }
    for (Symbol symbol : Symbol.values()) {
      if (symbol.alone() && symbol.besideDigits()) {
        samples.addAll(beside(symbol));
      }
    }
    return samples;
  }

  /** Dates, times and percentages, whose marks are digits or too small alone. */
  List<ReadingSample> marksInNumbers() {
    List<ReadingSample> samples = new ArrayList<>();
    for (Symbol symbol : Symbol.values()) {
      if (!symbol.alone()) {
        samples.addAll(beside(symbol));
      }
    }
    return samples;
  }

  private List<ReadingSample> beside(Symbol symbol) {
    List<ReadingSample> samples = new ArrayList<>();
    List<PenSample> all = allDigits();
    for (int i = count(20); i > 0; i--) {
      List<PenSample> string = sameWriter(all, random.nextInt(2, 5));
      samples.add(
          ReadingSample.png(
              "symbols beside digits",
              symbol.title(),
              ImageEncoder.png(renderer.line(string, symbol)),
              text(string)));
    }
    return samples;
  }

  /** Pages with two lines of digits, rotated by 90°, 180° and 270°. */
  List<ReadingSample> turned() {
    List<ReadingSample> samples = new ArrayList<>();
    List<PenSample> all = allDigits();
    for (int i = count(60); i > 0; i--) {
      List<PenSample> first = sameWriter(all, random.nextInt(4, 8));
      List<PenSample> second = sameWriter(all, random.nextInt(4, 8));
      GreyImage page = renderer.line(first, 0.15f, 0.4f).above(renderer.line(second, 0.15f, 0.4f));
      int quarters = 1 + i % 3;
      for (int turn = 0; turn < quarters; turn++) {
        page = page.turned();
      }
      samples.add(
          ReadingSample.png(
              "pages rotated",
              90 * quarters + "°",
              ImageEncoder.png(page),
              text(first) + "\n" + text(second)));
    }
    return samples;
  }

  /** The sets of photographs. */
  PhotographSets photographs() {
    return new PhotographSets(allDigits(), random, this::count);
  }

  private ReadingSample values(String set, String collection, GreyImage image, String expected) {
    return new ReadingSample(
        set, collection, ImageEncoder.json(image), "application/json", expected);
  }

  private GreyImage image(int index) {
    int from = index * LabeledImages.PIXELS;
    return new GreyImage(
        28, 28, Arrays.copyOfRange(mnist.pixels(), from, from + LabeledImages.PIXELS));
  }

  private String label(int index) {
    return Integer.toString(mnist.labels()[index]);
  }

  private static String digitOf(PenSample pen) {
    return Character.toString(pen.label());
  }

  private static String text(List<PenSample> string) {
    StringBuilder text = new StringBuilder();
    string.forEach(pen -> text.append(pen.label()));
    return text.toString();
  }

  private List<PenSample> allDigits() {
    return digits.values().stream().flatMap(List::stream).toList();
  }

  private List<PenSample> sameWriter(List<PenSample> pens, int length) {
    PenSample first = pens.get(random.nextInt(pens.size()));
    List<PenSample> own = pens.stream().filter(pen -> pen.writer().equals(first.writer())).toList();
    List<PenSample> string = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      string.add(own.get(random.nextInt(own.size())));
    }
    return string;
  }

  private List<PenSample> some(List<PenSample> samples, int most) {
    return samples.subList(0, Math.min(samples.size(), count(most)));
  }

  private void shuffle(List<PenSample> samples) {
    for (int i = samples.size() - 1; i > 0; i--) {
      Collections.swap(samples, i, random.nextInt(i + 1));
    }
  }
}
