package dev.cirrus.bench.reading;

import dev.cirrus.training.augmentation.StrokePath;
import dev.cirrus.training.data.PenSample;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Composes sheets with one to four lines of two to eleven digits by one writer. The sheets are
 * flat, evenly lit and sharp; {@link TableScene} and {@link Camera} photograph them.
 */
final class SheetComposer {
  /** The surfaces to write on. */
  enum Surface {
    PLAIN(0xfbfaf6),
    RULED(0xfafaf7),
    SQUARED(0xf9faf8),
    STICKY_NOTE(0xf7e36b),
    INDEX_CARD(0xf8f5ea),
    RECEIPT(0xf4f3f0),
    GRAPH_PAPER(0xf4f7f0),
    WHITEBOARD(0xf0f2f3),
    CHALKBOARD(0x2c3f36);

    private final int colour;

    Surface(int colour) {
      this.colour = colour;
    }
  }

  private static final int[] PENS = {0x15181c, 0x1c2a6b, 0x2438a0, 0x10131a, 0xa01c22, 0x55585c};
  private static final int[] MARKERS = {0x16181a, 0x1b3fae, 0xb4232a, 0x14713c};
  private static final int[] PENCILS = {0x76787c, 0x84868a, 0x8f9194};
  private static final int[] DARK_PAPERS = {0x20222a, 0x1f2c4a, 0x37271f, 0x24382c, 0x4a1f2a};
  private static final int[] CHALKS = {0xe8ebe6, 0xe9e3b8, 0xdfe9ee};

  private final Map<String, Map<Character, List<PenSample>>> byWriter = new TreeMap<>();
  private final List<String> writers;
  private final RandomValues random;

  /**
   * Creates a composer.
   *
   * @param digits samples; those by writers who did not write all ten digits are ignored
   */
  SheetComposer(List<PenSample> digits, SplittableRandom random) {
    for (PenSample digit : digits) {
      byWriter
          .computeIfAbsent(digit.writer(), writer -> new HashMap<>())
          .computeIfAbsent(digit.label(), label -> new ArrayList<>())
          .add(digit);
    }
    byWriter.values().removeIf(labels -> labels.size() < 10);
    this.writers = List.copyOf(byWriter.keySet());
    this.random = new RandomValues(random);
  }

  /**
   * Composes a sheet of about 1.5 megapixels.
   *
   * @param filling whether the margins are wide enough to rotate the sheet within the picture
   */
  ComposedSheet compose(Surface surface, boolean filling, Condition condition) {
    int[] size = size(surface);
    BufferedImage image = new BufferedImage(size[0], size[1], BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    boolean dark = condition == Condition.DARK_PAPER;
    graphics.setColor(new Color(dark ? random.pick(DARK_PAPERS) : surface.colour));
    graphics.fillRect(0, 0, size[0], size[1]);
    double margin =
        (filling ? random.uniform(0.115, 0.15) : random.uniform(0.07, 0.12))
            * Math.min(size[0], size[1]);
    double top = surface == Surface.RECEIPT ? size[1] * 0.45 : margin;
    boolean large = condition == Condition.LARGE_WRITING;
    int count = surface == Surface.RECEIPT || large ? 1 + random.below(2) : 1 + random.below(4);
    int most = large ? 3 : surface == Surface.STICKY_NOTE || surface == Surface.RECEIPT ? 7 : 11;
    String writer = writers.get(random.below(writers.size()));
    List<Line> lines = new ArrayList<>();
    double widest = 0;
    double gap = random.uniform(0.12, 0.4);
    for (int i = 0; i < count; i++) {
      Line line = line(writer, 2 + random.below(most - 1), gap);
      lines.add(line);
      widest = Math.max(widest, line.width());
    }
    double fits =
        Math.min((size[0] - 2 * margin) / widest, (size[1] - top - margin) / (count * 1.55));
    double height = Math.min(fits, (large ? 0.6 : 0.3) * size[1]) * random.uniform(0.65, 0.98);
    if (condition == Condition.SMALL_WRITING) {
      height = Math.min(height, size[0] * random.uniform(0.025, 0.045));
    }
    double spacing = Math.min((size[1] - top - margin) / count, height * random.uniform(1.55, 2.4));
    print(graphics, surface, size, height);
    graphics.setStroke(
        new BasicStroke(
            (float) (height * penWidth(surface, condition)),
            BasicStroke.CAP_ROUND,
            BasicStroke.JOIN_ROUND));
    graphics.setColor(new Color(random.pick(pens(surface, condition))));
    double y = top + random.uniform(0, size[1] - top - margin - count * spacing);
    for (Line line : lines) {
      double x = margin + random.uniform(0, size[0] - 2 * margin - line.width() * height);
      write(graphics, line, x, y + (spacing - height) / 2, height);
      y += spacing;
    }
    graphics.dispose();
    return new ComposedSheet(image, lines.stream().map(Line::text).toList());
  }

  /**
   * The position of a digit on its line, in units of a digit's height.
   *
   * @param size the longer side
   * @param left the left edge
   */
  private record PlacedDigit(PenSample digit, double size, double left) {}

  private record Line(List<PlacedDigit> digits, double width) {
    String text() {
      StringBuilder text = new StringBuilder();
      digits.forEach(placed -> text.append(placed.digit().label()));
      return text.toString();
    }
  }

  private PenSample digit(String writer, char label) {
    List<PenSample> same = byWriter.getOrDefault(writer, Map.of()).getOrDefault(label, List.of());
    return same.get(random.below(same.size()));
  }

  /** Returns the width and height of a digit's strokes in the tablet's units. */
  private static float[] extent(PenSample digit) {
    float[] bounds = StrokePath.bounds(digit.strokes(), 2);
    return new float[] {bounds[2] - bounds[0], bounds[3] - bounds[1]};
  }

  private static float longerSide(PenSample digit) {
    float[] extent = extent(digit);
    return Math.max(1, Math.max(extent[0], extent[1]));
  }

  private Line line(String writer, int length, double gap) {
    List<PlacedDigit> placed = new ArrayList<>();
    double x = 0;
    for (int i = 0; i < length; i++) {
      PenSample digit = digit(writer, (char) ('0' + random.below(10)));
      double size = random.uniform(0.88, 1.05);
      placed.add(new PlacedDigit(digit, size, x));
      x += extent(digit)[0] * size / longerSide(digit) + gap * random.uniform(0.7, 1.3);
    }
    return new Line(placed, x);
  }

  private void write(Graphics2D graphics, Line line, double left, double top, double height) {
    double slope = random.normal(0.008);
    for (PlacedDigit placed : line.digits()) {
      float[] extent = extent(placed.digit());
      double size = height * placed.size();
      double scale = size / longerSide(placed.digit());
      double x = left + placed.left() * height;
      double y =
          top + height - extent[1] * scale + random.normal(0.03) * height + slope * (x - left);
      if (extent[0] > extent[1]) {
        y -= (size - extent[1] * scale) / 2;
      }
      draw(graphics, placed.digit(), x, y, scale);
    }
  }

  private static void draw(Graphics2D graphics, PenSample digit, double x, double y, double scale) {
    float[] bounds = StrokePath.bounds(digit.strokes(), 2);
    for (float[] stroke : digit.strokes()) {
      Path2D path = new Path2D.Double();
      double lastX = x + (stroke[0] - bounds[0]) * scale;
      double lastY = y + (stroke[1] - bounds[1]) * scale;
      path.moveTo(lastX, lastY);
      for (int i = 2; i < stroke.length; i += 2) {
        double nextX = x + (stroke[i] - bounds[0]) * scale;
        double nextY = y + (stroke[i + 1] - bounds[1]) * scale;
        // Curves through the midpoints, as the page draws them, hide the tablet's resolution.
        path.quadTo(lastX, lastY, (lastX + nextX) / 2, (lastY + nextY) / 2);
        lastX = nextX;
        lastY = nextY;
      }
      path.lineTo(lastX, lastY);
      graphics.draw(path);
    }
  }

  private int[] size(Surface surface) {
    return switch (surface) {
      case PLAIN, RULED, SQUARED, GRAPH_PAPER ->
          switch (random.below(3)) {
            case 0 -> new int[] {1060, 1500};
            case 1 -> new int[] {1500, 1060};
            default -> new int[] {1500, 800};
          };
      case STICKY_NOTE -> new int[] {1100, 1100};
      case INDEX_CARD -> new int[] {1500, 900};
      case RECEIPT -> new int[] {800, 1600};
      case WHITEBOARD, CHALKBOARD -> new int[] {1600, 1100};
    };
  }

  private double penWidth(Surface surface, Condition condition) {
    if (condition == Condition.PENCIL) {
      return random.uniform(0.035, 0.07);
    }
    if (condition == Condition.FELT_PEN) {
      return random.uniform(0.13, 0.19);
    }
    return switch (surface) {
      case WHITEBOARD, STICKY_NOTE -> random.uniform(0.08, 0.15);
      case CHALKBOARD -> random.uniform(0.07, 0.12);
      default -> random.below(4) == 0 ? random.uniform(0.09, 0.14) : random.uniform(0.04, 0.09);
    };
  }

  private static int[] pens(Surface surface, Condition condition) {
    if (condition == Condition.PENCIL) {
      return PENCILS;
    }
    if (condition == Condition.FELT_PEN) {
      return MARKERS;
    }
    if (condition == Condition.DARK_PAPER) {
      return CHALKS;
    }
    return switch (surface) {
      case WHITEBOARD, STICKY_NOTE -> MARKERS;
      case CHALKBOARD -> CHALKS;
      default -> PENS;
    };
  }

  /** Draws what is printed on the surface. */
  private void print(Graphics2D graphics, Surface surface, int[] size, double height) {
    switch (surface) {
      case RULED -> {
        double step = Math.max(28, height * random.uniform(0.6, 1.6));
        graphics.setColor(new Color(random.coin() ? 0xa9c0dc : 0xb9bec4));
        rules(graphics, size, step, random.uniform(1.2, 2.6), false);
        if (random.coin()) {
          graphics.setColor(new Color(0xe3a5a8));
          graphics.draw(new Line2D.Double(size[0] * 0.1, 0, size[0] * 0.1, size[1]));
        }
      }
      case SQUARED -> {
        double step = Math.max(24, height * random.uniform(0.35, 1.1));
        graphics.setColor(new Color(random.coin() ? 0xb4c6da : 0xc3c7cb));
        double width = random.uniform(1.0, 2.2);
        rules(graphics, size, step, width, false);
        rules(graphics, size, step, width, true);
      }
      case GRAPH_PAPER -> {
        graphics.setColor(new Color(0xc4dcc0));
        rules(graphics, size, 16, 1, false);
        rules(graphics, size, 16, 1, true);
        graphics.setColor(new Color(0x9cc49a));
        rules(graphics, size, 80, 1.6, false);
        rules(graphics, size, 80, 1.6, true);
      }
      case INDEX_CARD -> {
        graphics.setColor(new Color(0xdc8f94));
        graphics.setStroke(new BasicStroke(2.2f));
        graphics.draw(new Line2D.Double(0, size[1] * 0.14, size[0], size[1] * 0.14));
        graphics.setColor(new Color(0xb3c8de));
        graphics.setStroke(new BasicStroke(1.6f));
        for (double y = size[1] * 0.24; y < size[1]; y += size[1] * 0.095) {
          graphics.draw(new Line2D.Double(0, y, size[0], y));
        }
      }
      case RECEIPT -> receipt(graphics, size);
      case PLAIN, STICKY_NOTE, WHITEBOARD, CHALKBOARD -> {}
    }
  }

  private void receipt(Graphics2D graphics, int[] size) {
    graphics.setColor(new Color(0x3b3b40));
    graphics.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 34));
    String[] words = {"CAFE", "TOTAL", "TEA", "BREAD", "CARD", "MILK", "THANK YOU", "VAT", "TABLE"};
    for (int y = 90; y < size[1] * 0.42; y += 46) {
      graphics.drawString(words[random.below(words.length)], 60, y);
      graphics.drawString("%5.2f".formatted(random.uniform(0, 90)), size[0] - 200, y);
    }
  }

  private void rules(Graphics2D graphics, int[] size, double step, double width, boolean upright) {
    graphics.setStroke(new BasicStroke((float) width));
    int end = upright ? size[0] : size[1];
    for (double at = step * random.uniform(0.3, 1); at < end; at += step) {
      graphics.draw(
          upright ? new Line2D.Double(at, 0, at, size[1]) : new Line2D.Double(0, at, size[0], at));
    }
  }
}
