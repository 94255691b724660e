package dev.cirrus.bench.reading;

import dev.cirrus.bench.reading.SheetComposer.Surface;
import dev.cirrus.classifier.pictures.GreyImage;
import dev.cirrus.classifier.pictures.Symbol;
import dev.cirrus.training.augmentation.Canvas;
import dev.cirrus.training.augmentation.CanvasScene;
import dev.cirrus.training.augmentation.StrokeAugmenter;
import dev.cirrus.training.augmentation.StrokePath;
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
import org.jspecify.annotations.Nullable;

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
        float width = uniform(8, 22);
        float size = Math.min(CanvasScene.SIDE * uniform(0.3f, 0.9f), 278 - width);
        GreyImage image = placed(pen, size, width, CanvasScene.SIDE, CanvasScene.SIDE);
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
                "strings", collection, ImageEncoder.png(line(string, 0.08f, 0.4f)), text(string)));
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
        GreyImage tight = ink(pen, 160, 160 * uniform(0.06f, 0.17f)).cropped(64);
        GreyImage scan = tight.reducedTo(side);
        Object interpolation = INTERPOLATIONS[random.nextInt(3)];
        double times = uniform(4, 9);
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
      GreyImage image = placed(letter, 280 * uniform(0.3f, 0.8f), uniform(8, 20), 280, 280);
      samples.add(ReadingSample.png(set, "letters", ImageEncoder.png(image), ""));
    }
    for (Symbol symbol : Symbol.values()) {
      for (int i = count(20); i > 0; i--) {
        float size = 280 * uniform(symbol.minSize(), symbol.maxSize());
        GreyImage image = placed(symbol.strokes(random), size, uniform(6, 16), 280, 280);
        samples.add(ReadingSample.png(set, symbol.title(), ImageEncoder.png(image), ""));
      }
    }
    List<PenSample> all = new ArrayList<>();
    digits.values().forEach(all::addAll);
    for (Symbol symbol : Symbol.values()) {
      if (symbol.besideDigits()) {
        for (int i = count(20); i > 0; i--) {
          List<PenSample> string = sameWriter(all, random.nextInt(2, 5));
          samples.add(
              ReadingSample.png(
                  "symbols beside digits",
                  symbol.title(),
                  ImageEncoder.png(line(string, symbol)),
                  text(string)));
        }
      }
    }
    return samples;
  }

  /** Pages with two lines of digits, rotated by 90°, 180° and 270°. */
  List<ReadingSample> turned() {
    List<ReadingSample> samples = new ArrayList<>();
    List<PenSample> all = new ArrayList<>();
    digits.values().forEach(all::addAll);
    for (int i = count(60); i > 0; i--) {
      List<PenSample> first = sameWriter(all, random.nextInt(4, 8));
      List<PenSample> second = sameWriter(all, random.nextInt(4, 8));
      GreyImage page = line(first, 0.15f, 0.4f).above(line(second, 0.15f, 0.4f));
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

  /** Photographs of sheets with one to four lines of two to eleven digits by one writer. */
  List<ReadingSample> photographs() {
    List<PenSample> all = new ArrayList<>();
    digits.values().forEach(all::addAll);
    List<ReadingSample> samples = new ArrayList<>();
    for (Surface surface : List.of(Surface.PLAIN, Surface.RULED, Surface.SQUARED)) {
      for (int i = count(10); i > 0; i--) {
        samples.add(photograph("sheets that fill the photograph", all, surface, null));
      }
    }
    List<Table> tables = List.of(Table.values());
    for (Table table : tables) {
      for (int i = count(6); i > 0; i--) {
        Surface surface = List.of(Surface.PLAIN, Surface.RULED, Surface.SQUARED).get(i % 3);
        samples.add(photograph("sheets on a table", all, surface, table));
      }
    }
    for (Surface surface :
        List.of(Surface.WHITEBOARD, Surface.CHALKBOARD, Surface.GRAPH_PAPER, Surface.INDEX_CARD)) {
      for (int i = count(5); i > 0; i--) {
        samples.add(photograph("other surfaces", all, surface, null));
      }
    }
    for (Surface surface : List.of(Surface.STICKY_NOTE, Surface.RECEIPT, Surface.INDEX_CARD)) {
      for (int i = count(5); i > 0; i--) {
        Table table = tables.get(random.nextInt(tables.size()));
        samples.add(photograph("other surfaces on a table", all, surface, table));
      }
    }
    return samples;
  }

  /**
   * Composes and photographs a sheet.
   *
   * @param table null if the sheet fills the photograph
   */
  private ReadingSample photograph(
      String set, List<PenSample> pens, Surface surface, @Nullable Table table) {
    ComposedSheet seen = scene(pens, surface, table, Condition.NONE);
    return photograph(set, name(surface, table), seen, Condition.NONE);
  }

  private static String name(Surface surface, @Nullable Table table) {
    boolean isCommonPaper = surface.compareTo(Surface.SQUARED) <= 0;
    if (!isCommonPaper) {
      return surface.name();
    }
    return table == null ? surface.name() + " paper" : table.name() + " table";
  }

  private ComposedSheet scene(
      List<PenSample> pens, Surface surface, @Nullable Table table, Condition condition) {
    ComposedSheet sheet =
        new SheetComposer(pens, random.split()).compose(surface, table == null, condition);
    TableScene scene = new TableScene(random.split());
    ComposedSheet seen =
        table == null ? scene.filling(sheet) : scene.onTable(sheet, table, condition, 1600, 1200);
    return condition == Condition.PAGE_ROTATED ? scene.rotated(seen) : seen;
  }

  private ReadingSample photograph(
      String set, String name, ComposedSheet scene, Condition condition) {
    return ReadingSample.jpeg(
        set,
        name.toLowerCase(Locale.ROOT).replace('_', ' '),
        new Camera(random.split(), condition).jpeg(scene.image()),
        String.join("\n", scene.lines()));
  }

  /** Photographs under conditions that make reading difficult, one at a time. */
  List<ReadingSample> difficultPhotographs() {
    List<PenSample> all = new ArrayList<>();
    digits.values().forEach(all::addAll);
    List<Surface> surfaces = List.of(Surface.PLAIN, Surface.RULED, Surface.SQUARED);
    Table[] tables = Table.values();
    List<ReadingSample> samples = new ArrayList<>();
    for (Condition condition : Condition.values()) {
      if (condition == Condition.NONE) {
        continue;
      }
      for (int i = count(5); i > 0; i--) {
        Surface surface =
            condition == Condition.DARK_PAPER ? Surface.PLAIN : surfaces.get(random.nextInt(3));
        Table table =
            condition.needsTable() || i % 2 == 1 ? tables[random.nextInt(tables.length)] : null;
        samples.add(
            photograph(
                "sheets under difficult conditions",
                condition.name(),
                scene(all, surface, table, condition),
                condition));
      }
    }
    return samples;
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

  private List<PenSample> sameWriter(List<PenSample> pens, int length) {
    PenSample first = pens.get(random.nextInt(pens.size()));
    List<PenSample> own = pens.stream().filter(pen -> pen.writer().equals(first.writer())).toList();
    List<PenSample> string = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      string.add(own.get(random.nextInt(own.size())));
    }
    return string;
  }

  private GreyImage placed(PenSample pen, float size, float width, int wide, int high) {
    return placed(pen.strokes(), size, width, wide, high);
  }

  /** Draws strokes at a random position of a sheet. */
  private GreyImage placed(List<float[]> drawn, float size, float width, int wide, int high) {
    List<float[]> strokes = StrokeAugmenter.normalize(drawn);
    float[] b = StrokePath.bounds(strokes, 2);
    float margin = width / 2 + 1;
    float fits = Math.min(size, Math.min(wide, high) - 2 * margin);
    float x = margin + random.nextFloat() * (wide - 2 * margin - (b[2] - b[0]) * fits);
    float y = margin + random.nextFloat() * (high - 2 * margin - (b[3] - b[1]) * fits);
    Canvas canvas = new Canvas(wide, high);
    canvas.draw(StrokePath.ofWidth(strokes, width / fits).transformed(fits, x, y));
    return new GreyImage(wide, high, canvas.ink());
  }

  private GreyImage ink(PenSample pen, float size, float width) {
    List<float[]> strokes = StrokeAugmenter.normalize(pen.strokes());
    float[] b = StrokePath.bounds(strokes, 2);
    float margin = width / 2 + 2;
    int wide = (int) Math.ceil((b[2] - b[0]) * size + 2 * margin);
    int high = (int) Math.ceil((b[3] - b[1]) * size + 2 * margin);
    Canvas canvas = new Canvas(wide, high);
    canvas.draw(StrokePath.ofWidth(strokes, width / size).transformed(size, margin, margin));
    return new GreyImage(wide, high, canvas.ink());
  }

  /** Draws digits of the same height side by side. */
  private GreyImage line(List<PenSample> string, float leastGap, float mostGap) {
    List<List<float[]>> drawings = string.stream().map(PenSample::strokes).toList();
    return line(drawings, leastGap, mostGap, -1, 1);
  }

  private GreyImage line(List<PenSample> string, Symbol symbol) {
    List<List<float[]>> drawings =
        new ArrayList<>(string.stream().map(PenSample::strokes).toList());
    int at = random.nextInt(1, drawings.size() + 1);
    drawings.add(at, symbol.strokes(random));
    return line(drawings, 0.15f, 0.4f, at, symbol.height());
  }

  /**
   * Draws digits of the same height side by side, and at most one symbol of another height.
   *
   * @param symbol the index of the symbol among the drawings, or -1
   * @param part the symbol's height as a share of the digits' height
   */
  private GreyImage line(
      List<List<float[]>> drawings, float leastGap, float mostGap, int symbol, float part) {
    float height = uniform(60, 160);
    float width = height * uniform(0.06f, 0.14f);
    float margin = width + 10;
    List<StrokePath> paths = new ArrayList<>();
    float x = margin;
    for (int i = 0; i < drawings.size(); i++) {
      List<float[]> strokes = StrokeAugmenter.normalize(drawings.get(i));
      float[] b = StrokePath.bounds(strokes, 2);
      float own = i == symbol ? height * part : height;
      // Limits the scale of flat drawings: a horizontal line has no height.
      float scale = own / Math.max(0.5f, b[3] - b[1]);
      float top = margin + (height - (b[3] - b[1]) * scale) / 2;
      paths.add(
          StrokePath.ofWidth(strokes, width / scale)
              .transformed(scale, x - b[0] * scale, top - b[1] * scale));
      x += (b[2] - b[0]) * scale + width + height * uniform(leastGap, mostGap);
    }
    Canvas canvas = new Canvas((int) (x + margin), (int) (height + 2 * margin));
    paths.forEach(canvas::draw);
    return new GreyImage(canvas.width(), canvas.height(), canvas.ink());
  }

  private List<PenSample> some(List<PenSample> samples, int most) {
    return samples.subList(0, Math.min(samples.size(), count(most)));
  }

  private float uniform(float from, float to) {
    return from + (to - from) * random.nextFloat();
  }

  private void shuffle(List<PenSample> samples) {
    for (int i = samples.size() - 1; i > 0; i--) {
      Collections.swap(samples, i, random.nextInt(i + 1));
    }
  }
}
