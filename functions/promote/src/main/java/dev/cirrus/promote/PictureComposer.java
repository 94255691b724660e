package dev.cirrus.promote;

import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.pictures.GreyImage;
import dev.cirrus.classifier.pictures.Symbol;
import dev.cirrus.promote.ReadingSet.Picture;
import dev.cirrus.vision.Digit;
import dev.cirrus.vision.Raster;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Composes pictures as people send them from held-out digits: strings, tight crops and sheets. The
 * same digits always result in the same pictures.
 */
final class PictureComposer {
  private static final String STRINGS = "strings";
  private static final String CROPS = "tight crops";
  private static final String SHEETS = "sheets";

  private static final int STRING_COUNT = 120;
  private static final int CROP_COUNT = 200;
  private static final int SHEET_COUNT = 24;

  private static final long SEED = 1;

  /** The least value of ink, as the benchmark crops scans. */
  private static final int INK = 64;

  /** The longer side of a normalized digit. */
  private static final float NORMALIZED = 20;

  /** The pen's width in a normalized digit, as a share of the height. */
  private static final float PEN = 0.12f;

  private static final int PAPER = 235;
  private static final int RULE = 50;

  private static final List<Symbol> SYMBOLS =
      Stream.of(Symbol.values()).filter(Symbol::besideDigits).toList();

  private final List<LabelledDigit> digits = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(SEED);

  private record LabelledDigit(GreyImage image, int label) {}

  private record Line(GreyImage image, String text) {}

  private PictureComposer(EvaluationSet set) {
    for (int i = 0; i < set.size(); i++) {
      GreyImage image = new GreyImage(Digit.SIDE, Digit.SIDE, set.pixels(i));
      if (image.hasInk(INK)) {
        digits.add(new LabelledDigit(image.cropped(INK), set.label(i)));
      }
    }
  }

  /**
   * Returns the sets of pictures; none if the digits are blank.
   *
   * @param share the share of the pictures to compose
   */
  static List<ReadingSet> compose(EvaluationSet digits, double share) {
    PictureComposer composer = new PictureComposer(digits);
    return composer.digits.isEmpty()
        ? List.of()
        : List.of(
            set(STRINGS, composer::string, STRING_COUNT * share),
            set(CROPS, composer::crop, CROP_COUNT * share),
            set(SHEETS, composer::sheet, SHEET_COUNT * share));
  }

  private static ReadingSet set(String name, Supplier<Picture> composer, double count) {
    return new ReadingSet(name, Stream.generate(composer).limit(Math.round(count)).toList());
  }

  /** Two to six digits, some of which touch, and beside half of them a symbol. */
  private Picture string() {
    Line line = line(random.nextInt(2, 7), uniform(60, 160), -0.05f, random.nextBoolean());
    return new Picture(raster(line.image().withMargin(20), false), line.text());
  }

  /** A digit cropped to its ink, in either polarity. */
  private Picture crop() {
    LabelledDigit digit = any();
    GreyImage image = enlarged(digit.image(), uniform(4, 9));
    return new Picture(raster(image, random.nextBoolean()), Integer.toString(digit.label()));
  }

  /** A ruled sheet in uneven light with two or three lines of three to seven digits. */
  private Picture sheet() {
    float height = uniform(45, 70);
    StringBuilder text = new StringBuilder();
    GreyImage page = new GreyImage(0, 0, new byte[0]);
    for (int i = random.nextInt(2, 4); i > 0; i--) {
      Line line = line(random.nextInt(3, 8), height, 0.15f, random.nextBoolean());
      page = page.above(line.image().withMargin(Math.round(height * uniform(0.3f, 0.5f))));
      text.append(line.text());
    }
    return new Picture(photograph(page.withMargin(Math.round(height)), height), text.toString());
  }

  /**
   * Draws digits side by side, each a little higher or lower than its neighbours.
   *
   * @param withSymbol whether to draw a symbol after one of the digits
   */
  private Line line(int length, float height, float leastGap, boolean withSymbol) {
    StringBuilder text = new StringBuilder();
    int symbolAt = withSymbol ? random.nextInt(length) : -1;
    int room = Math.round(height * 1.5f);
    int wide = Math.round((length + 1) * height * 2);
    byte[] ink = new byte[wide * room];
    float x = 0;
    for (int i = 0; i < length; i++) {
      LabelledDigit digit = any();
      text.append(digit.label());
      int longer = Math.max(digit.image().width(), digit.image().height());
      GreyImage image = enlarged(digit.image(), height / Math.max(NORMALIZED, longer));
      paste(
          image,
          ink,
          wide,
          Math.round(x),
          (room - image.height()) / 2 + Math.round(height * uniform(-0.05f, 0.05f)));
      x += image.width() + height * uniform(leastGap, 0.4f);
      if (i == symbolAt) {
        GreyImage symbol = symbol(height);
        x += height * 0.1f;
        paste(symbol, ink, wide, Math.round(x), (room - symbol.height()) / 2);
        x += symbol.width() + height * uniform(0.1f, 0.4f);
      }
    }
    return new Line(new GreyImage(wide, room, ink).cropped(INK), text.toString());
  }

  private static void paste(GreyImage image, byte[] ink, int wide, int x, int y) {
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        int at = (y + row) * wide + x + column;
        ink[at] = (byte) Math.max(ink[at] & 0xff, image.at(column, row));
      }
    }
  }

  /** Draws a symbol beside digits of this height. */
  private GreyImage symbol(float height) {
    Symbol symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
    float scale = height * symbol.height();
    int side = Math.round(height * 2);
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.translate(height / 2, height / 2);
    graphics.setStroke(
        new BasicStroke(height * PEN, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (float[] stroke : symbol.strokes(random)) {
      Path2D path = new Path2D.Float();
      path.moveTo(stroke[0] * scale, stroke[1] * scale);
      for (int i = 2; i < stroke.length; i += 2) {
        path.lineTo(stroke[i] * scale, stroke[i + 1] * scale);
      }
      graphics.draw(path);
    }
    graphics.dispose();
    byte[] ink =
        (byte[]) image.getRaster().getDataElements(0, 0, side, side, new byte[side * side]);
    return new GreyImage(side, side, ink).cropped(INK);
  }

  /** Photographs a page: ruled, with light from one side and noise. */
  private Raster photograph(GreyImage page, float height) {
    byte[] grey = new byte[page.ink().length];
    int step = Math.round(height * uniform(0.8f, 1.6f));
    float dark = uniform(0, 0.35f);
    for (int y = 0; y < page.height(); y++) {
      for (int x = 0; x < page.width(); x++) {
        int ink = Math.max(page.at(x, y), y % step < 2 ? RULE : 0);
        float light = 1 - dark * x / page.width();
        double value = (PAPER - (PAPER - 30) * ink / 255f) * light + 3 * random.nextGaussian();
        grey[y * page.width() + x] = (byte) Math.clamp(Math.round(value), 0, 255);
      }
    }
    return Raster.grey(page.width(), page.height(), grey);
  }

  private static Raster raster(GreyImage image, boolean lightInk) {
    return Raster.grey(image.width(), image.height(), image.brightness(lightInk));
  }

  private static GreyImage enlarged(GreyImage image, float times) {
    return image.enlarged(times, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
  }

  private LabelledDigit any() {
    return digits.get(random.nextInt(digits.size()));
  }

  private float uniform(float from, float to) {
    return from + (to - from) * random.nextFloat();
  }
}
