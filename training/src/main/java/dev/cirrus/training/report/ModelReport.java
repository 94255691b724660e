package dev.cirrus.training.report;

import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.distributed.Checkpoint;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.evaluation.EvaluationResults;
import dev.cirrus.training.evaluation.Metrics;
import dev.cirrus.training.evaluation.ScoredDigit;
import dev.cirrus.training.network.Network;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;

/** The model card for people: a page of Markdown and its pictures. */
public final class ModelReport {
  private static final int SCALE = 3;
  private static final int COLUMNS = 12;

  /** The colours of what was written and of what was read. */
  public static final int WRITTEN = 0x15803d;

  public static final int READ = 0xb91c1c;

  /** Figures of 3 × 5, a bit each, row by row from the top. */
  private static final int[] FIGURES = {
    0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111, 0b111_001_111_001_111,
    0b101_101_111_001_001, 0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_001_010_010,
    0b111_101_111_101_111, 0b111_101_111_001_111
  };

  private final TrainedModel card;

  public ModelReport(TrainedModel card) {
    this.card = card;
  }

  /** The page; its pictures lie in {@code model-card/} beside it. */
  public String page() {
    EvaluationResults results = card.results();
    StringBuilder page = new StringBuilder();
    add(page, "# Model card: %s", card.version());
    add(page, "");
    add(
        page,
        "A convolutional network that reads one handwritten digit of 28 × 28 pixels. %d bytes of"
            + " ONNX, SHA-256 `%s`. This page and its pictures are made by the training job.",
        card.bytes(),
        card.sha256());
    add(page, "");
    add(page, "## How well it reads");
    add(page, "");
    add(page, "| set | right | wrong of | calibration error |");
    add(page, "|---|---|---|---|");
    for (Metrics marks : results.sets()) {
      add(
          page,
          "| %s | %.2f %% | %d of %d | %.4f |",
          marks.name(),
          100 * marks.accuracy(),
          marks.count() - marks.right(),
          marks.count(),
          marks.calibrationError());
    }
    if (!Double.isNaN(results.strings())) {
      add(
          page,
          "| strings of 2–6 pen digits, wholly right | %.2f %% | | |",
          100 * results.strings());
    }
    if (!Double.isNaN(results.letters())) {
      add(page, "| letters told from digits by confidence (AUROC) | %.4f | | |", results.letters());
    }
    if (!results.grid().isEmpty()) {
      add(
          page,
          "| grid of place, size, pen, colours, dots: mean of the plain cells, worst of %d cells"
              + " | %.2f %%, %.2f %% | | |",
          results.grid().size(),
          100 * results.plainCells(),
          100 * results.worstCell());
    }
    add(page, "");
    add(page, card.base().isEmpty() ? LEGEND : BRIEF_LEGEND);
    classes(page);
    add(page, "## Which digits it takes for which");
    add(page, "");
    add(page, "![Confusion matrix](model-card/confusion.svg)");
    add(page, "");
    add(page, "## What it reads wrong and is surest of");
    add(page, "");
    add(page, "Left what was written, right what it read.");
    add(page, "");
    add(page, "![The worst mistakes](model-card/mistakes.png)");
    add(page, "");
    add(page, "## How it learned");
    add(page, "");
    add(page, "![Learning curves](model-card/curves.svg)");
    add(page, "");
    recipe(page);
    return page.toString();
  }

  private static final String LEGEND =
      """
      "Pen" sets are digits of writers of whom nothing was learned, drawn on a canvas of 280 × 280 and
      found there as the page finds them: "free" with 30–90 % of the canvas and a pen of 8–22 pixels,
      "hard" with 15–95 % and 3–30 pixels. A picture in which not exactly one digit is found counts as
      wrong. MNIST's test images are read as they are. No label was corrected or left out of a test.
      """;

  /** The same for a model that goes on from another, of which less is measured. */
  private static final String BRIEF_LEGEND =
      """
      "Pen" sets are digits of writers of whom nothing was learned, drawn once each on a canvas of
      280 × 280, with 30–90 % of it and a pen of 8–22 pixels, and found there as the page finds them;
      pictures in which not exactly one digit is found are left out. MNIST's test images are read as
      they are. No label was corrected.
      """;

  private void classes(StringBuilder page) {
    add(page, "| digit |%s", heads(" %s: found | right |"));
    add(page, "|---|%s", heads("---|---|"));
    for (int digit = 0; digit < Network.CLASSES; digit++) {
      StringBuilder row = new StringBuilder();
      for (Metrics marks : card.results().sets()) {
        row.append(
            String.format(
                Locale.ROOT,
                " %.2f %% | %.2f %% |",
                100 * marks.recall(digit),
                100 * marks.precision(digit)));
      }
      add(page, "| %d |%s", digit, row);
    }
    add(page, "");
    add(
        page,
        "Found: of those written, how many were read as it. Right: of those read as it, how many"
            + " were.");
    add(page, "");
  }

  private String heads(String each) {
    StringBuilder heads = new StringBuilder();
    card.results().sets().forEach(marks -> heads.append(each.replace("%s", marks.name())));
    return heads.toString();
  }

  private void recipe(StringBuilder page) {
    Recipe recipe = card.recipe();
    TrainingSet lessons = card.materials().lessons();
    List<String> parts = new ArrayList<>();
    part(parts, recipe.mnist(), "are MNIST's (%,d training images)", lessons.mnist().count());
    part(parts, recipe.redrawn(), "MNIST's redrawn with hard edges");
    part(
        parts,
        recipe.pen(),
        "pen digits (%,d) in other hands and with any pen",
        lessons.digits().size());
    part(parts, recipe.letters(), "letters (%,d), to be unsure of", lessons.letters().size());
    part(parts, recipe.corrected(), "corrections (%,d)", lessons.corrections().count());
    add(
        page,
        "Recipe \"%s\", seed %d: %,d images, each distorted or drawn anew; of these images %s.",
        recipe.name(),
        card.arguments().seed(),
        recipe.images(),
        String.join(", ", parts));
    if (!card.base().isEmpty()) {
      add(page, "It follows the model with SHA-256 `%s`.", card.base());
    }
    add(
        page,
        "Network `%s` (channels of the 3 × 3 convolutions; `/2` halves the picture, `+` adds what"
            + " came before), %d executors, weights averaged %d times, temperature %.3f.",
        recipe.shape(),
        card.arguments().executors(),
        recipe.rounds(),
        card.temperature());
    add(page, "");
    add(page, "Data, by SHA-256:");
    add(page, "");
    for (Map.Entry<String, String> file : new TreeMap<>(card.materials().hashes()).entrySet()) {
      add(page, "- `%s` `%s`", file.getKey(), file.getValue());
    }
    add(page, "");
    add(page, "All figures, machine-readable: `card.json` beside the model.");
  }

  /** Adds what a share of the images is, where it is any. */
  // The annotation would be a dependency for two methods.
  @SuppressWarnings("AnnotateFormatMethod")
  private void part(List<String> parts, double share, String format, Object... values) {
    if (share > 0) {
      parts.add(
          String.format(Locale.ROOT, "%.0f %% ", 100 * share / card.recipe().shares())
              + String.format(Locale.ROOT, format, values));
    }
  }

  // The annotation would be a dependency for two methods.
  @SuppressWarnings("AnnotateFormatMethod")
  private static void add(StringBuilder page, String format, Object... values) {
    page.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
        .append('\n');
  }

  /** The confusion matrices, side by side. */
  public String confusion() {
    StringBuilder svg = new StringBuilder();
    List<Metrics> sets = card.results().sets();
    svg.append(open(sets.size() * 330, 330));
    for (int i = 0; i < sets.size(); i++) {
      matrix(svg, sets.get(i), i * 330 + 30);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void matrix(StringBuilder svg, Metrics marks, int left) {
    add(svg, "<text x=\"%d\" y=\"16\" font-weight=\"bold\">%s</text>", left, marks.name());
    for (int row = 0; row < Network.CLASSES; row++) {
      add(svg, "<text x=\"%d\" y=\"%d\">%d</text>", left - 14, 48 + 28 * row, row);
      add(svg, "<text x=\"%d\" y=\"324\">%d</text>", left + 9 + 28 * row, row);
      for (int column = 0; column < Network.CLASSES; column++) {
        int times = marks.confusion()[row][column];
        double shade = Math.min(1, 40.0 * times / Math.max(1, marks.written(row)));
        String fill =
            row == column
                ? "#e5e7eb"
                : String.format(
                    Locale.ROOT, "rgba(220,38,38,%.2f)", times == 0 ? 0 : 0.1 + 0.9 * shade);
        int x = left + 28 * column;
        int y = 28 + 28 * row;
        add(
            svg,
            "<rect x=\"%d\" y=\"%d\" width=\"27\" height=\"27\" fill=\"%s\" stroke=\"#ddd\"/>",
            x,
            y,
            fill);
        if (times > 0) {
          add(
              svg,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" font-size=\"9\">%d</text>",
              x + 13.5,
              y + 17,
              times);
        }
      }
    }
  }

  private static String open(int width, int height) {
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
            + "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n",
        width,
        height,
        width,
        height,
        width,
        height);
  }

  /** Loss, and the validation's errors, over the images learned from. */
  public String curves() {
    StringBuilder svg = new StringBuilder(open(720, 330));
    List<Checkpoint.Point> curve = card.curve();
    long images = Math.max(1, curve.isEmpty() ? 1 : curve.get(curve.size() - 1).images());
    // Logarithmic: errors from 10 % down to 0.1 %, loss from 1 down to 0.01.
    for (int i = 0; i <= 4; i++) {
      double y = 20 + i * 70;
      add(
          svg,
          "<path d=\"M60 %.0fH640\" stroke=\"#ddd\"/><text x=\"52\" y=\"%.0f\""
              + " text-anchor=\"end\">%s</text><text x=\"648\" y=\"%.0f\">%s</text>",
          y,
          y + 4,
          List.of("10 %", "3.2 %", "1 %", "0.32 %", "0.1 %").get(i),
          y + 4,
          List.of("1", "0.32", "0.1", "0.032", "0.01").get(i));
    }
    line(svg, curve, images, "#9ca3af", point -> point.loss() / 10);
    line(svg, curve, images, "#2563eb", point -> 1 - point.mnist());
    line(svg, curve, images, "#dc2626", point -> 1 - point.pen());
    add(svg, "<text x=\"60\" y=\"320\">0</text>");
    add(
        svg,
        "<text x=\"640\" y=\"320\" text-anchor=\"end\">%,d images</text>"
            + "<text x=\"120\" y=\"320\" fill=\"#2563eb\">MNIST validation: wrong</text>"
            + "<text x=\"275\" y=\"320\" fill=\"#dc2626\">pen validation: wrong</text>"
            + "<text x=\"415\" y=\"320\" fill=\"#6b7280\">loss (right axis)</text>",
        images);
    return svg.append("</svg>\n").toString();
  }

  private static void line(
      StringBuilder svg,
      List<Checkpoint.Point> curve,
      long images,
      String colour,
      ToDoubleFunction<Checkpoint.Point> value) {
    StringBuilder path = new StringBuilder();
    for (Checkpoint.Point point : curve) {
      double share = value.applyAsDouble(point);
      if (!Double.isNaN(share)) {
        double x = 60 + 580.0 * point.images() / images;
        double y = 20 + 140 * Math.min(2, Math.max(0, -1 - Math.log10(Math.max(1e-4, share))));
        path.append(
            String.format(Locale.ROOT, "%s%.1f %.1f", path.length() == 0 ? "M" : "L", x, y));
      }
    }
    add(
        svg,
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
        path.toString(),
        colour);
  }

  /** The worst mistakes as a PNG, each above what was written and what was read. */
  public byte[] mistakes() {
    List<ScoredDigit> mistakes = card.results().mistakes();
    int cell = LabeledImages.SIDE * SCALE + 4;
    int high = cell + 16;
    int rows = Math.max(1, (mistakes.size() + COLUMNS - 1) / COLUMNS);
    BufferedImage sheet =
        new BufferedImage(COLUMNS * cell + 4, rows * high + 4, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < sheet.getWidth(); x++) {
        sheet.setRGB(x, y, 0xffffff);
      }
    }
    for (int i = 0; i < mistakes.size(); i++) {
      int left = 4 + i % COLUMNS * cell;
      int top = 4 + i / COLUMNS * high;
      ScoredDigit mistake = mistakes.get(i);
      for (int y = 0; y < LabeledImages.SIDE * SCALE; y++) {
        for (int x = 0; x < LabeledImages.SIDE * SCALE; x++) {
          int grey = 255 - (mistake.pixels()[y / SCALE * LabeledImages.SIDE + x / SCALE] & 0xff);
          sheet.setRGB(left + x, top + y, grey * 0x010101);
        }
      }
      int middle = left + LabeledImages.SIDE * SCALE / 2;
      figure(sheet, middle - 10, top + cell, mistake.label(), WRITTEN);
      figure(sheet, middle + 4, top + cell, mistake.digit(), READ);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(sheet, "png", png);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes any bytes", e);
    }
    return png.toByteArray();
  }

  private static void figure(BufferedImage sheet, int left, int top, int digit, int colour) {
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 6; x++) {
        if (((FIGURES[digit] >> (14 - (y / 2 * 3 + x / 2))) & 1) == 1) {
          sheet.setRGB(left + x, top + y, colour);
        }
      }
    }
  }
}
