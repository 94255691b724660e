package dev.cirrus.training.report;

import com.google.errorprone.annotations.FormatMethod;
import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Metrics;
import dev.cirrus.training.augmentation.SampleSource;
import dev.cirrus.training.data.FileStore;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.evaluation.EvaluationResults;
import dev.cirrus.training.evaluation.ScoredDigit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** The model card as a Markdown page with images. */
public final class ModelReport {
  private static final int SCALE = 3;
  private static final int COLUMNS = 12;

  /** The colours of the labels and of the predictions. */
  public static final int LABEL = 0x15803d;

  public static final int PREDICTION = 0xb91c1c;

  /** The digits in 3 × 5 pixels, one bit each, row by row from the top. */
  private static final int[] GLYPHS = {
    0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111, 0b111_001_111_001_111,
    0b101_101_111_001_001, 0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_001_010_010,
    0b111_101_111_101_111, 0b111_101_111_001_111
  };

  private final CardJson card;
  private final EvaluationResults results;

  /**
   * A report.
   *
   * @param results those that the card contains
   */
  public ModelReport(CardJson card, EvaluationResults results) {
    this.card = card;
    this.results = results;
  }

  /**
   * Writes the page and its images.
   *
   * @param folder ends with a slash, or is empty
   */
  public void write(FileStore output, String folder) {
    output.write(folder + "model-card.md", page().getBytes(StandardCharsets.UTF_8));
    output.write(folder + "model-card/confusion.svg", confusion().getBytes(StandardCharsets.UTF_8));
    if (hasCurves()) {
      output.write(folder + "model-card/curves.svg", curves().getBytes(StandardCharsets.UTF_8));
    }
    output.write(folder + "model-card/mistakes.png", mistakes());
  }

  /** The page. Its images are in {@code model-card/} beside it. */
  public String page() {
    StringBuilder page = new StringBuilder();
    heading(page);
    accuracy(page);
    classes(page);
    confusion(page);
    training(page);
    return page.toString();
  }

  private void heading(StringBuilder page) {
    add(page, "# Model card: %s", card.version());
    add(page, "");
    add(
        page,
        "A convolutional network that classifies an image of 28 × 28 pixels as one of the digits or"
            + " as not a digit. %d bytes of"
            + " ONNX, SHA-256 `%s`. The training job generates this page and its images.",
        card.bytes(),
        card.sha256());
    add(page, "");
  }

  private void accuracy(StringBuilder page) {
    add(page, "## Accuracy");
    add(page, "");
    add(page, "| set | accuracy | errors | expected calibration error |");
    add(page, "|---|---|---|---|");
    results
        .sets()
        .forEach((name, metrics) ->
            add(
                page,
                "| %s | %.2f %% | %d of %d | %.4f |",
                name,
                100 * metrics.accuracy(),
                metrics.count() - metrics.correct(),
                metrics.count(),
                metrics.calibrationError()));
    EvaluationResults.PenResults pen = results.pen();
    if (pen != null) {
      penAccuracy(page, pen);
    }
    add(page, "");
    page.append(card.isContinued() ? BRIEF_LEGEND : LEGEND).append('\n');
  }

  private static void penAccuracy(StringBuilder page, EvaluationResults.PenResults pen) {
    add(
        page,
        "| strings of 2–6 pen digits, every digit correct | %.2f %% | | |",
        100 * pen.stringAccuracy());
    add(
        page,
        "| digits against letters by \"not a digit\" (AUROC) | %.4f | | |",
        pen.letterAuroc());
    new TreeMap<>(pen.organisations())
        .forEach((name, accuracy) ->
            add(page, "| pen, free, of %s alone | %.2f %% | | |", name, 100 * accuracy));
    add(
        page,
        "| grid of place, size, pen and dots: mean of the cells with solid lines, worst"
            + " of all %d cells | %.2f %%, %.2f %% | | |",
        pen.grid().size(),
        100 * pen.meanSolidCell(),
        100 * pen.worstCell());
  }

  private static void confusion(StringBuilder page) {
    add(page, "## Confusion");
    add(page, "");
    add(page, "![Confusion matrix](model-card/confusion.svg)");
    add(page, "");
    add(page, "## The most confident mistakes");
    add(page, "");
    add(page, "Below each image: the label on the left, the prediction on the right.");
    add(page, "");
    add(page, "![The most confident mistakes](model-card/mistakes.png)");
    add(page, "");
  }

  private void training(StringBuilder page) {
    add(page, "## Training");
    add(page, "");
    if (hasCurves()) {
      add(page, "![Learning curves](model-card/curves.svg)");
      add(page, "");
    }
    recipe(page);
  }

  private static final String LEGEND =
      """
      The pen sets are digits of writers who are not in the training data, drawn on a canvas of
      280 × 280 pixels and segmented as on the page: "free" at 30–90 % of the canvas with a pen of 8–22
      pixels, "hard" at 15–95 % with 3–30 pixels. A drawing in which not exactly one digit is found
      counts as an error. MNIST's test images are classified as they are. No label of a test set was
      corrected or removed.
      """;

  /** The legend of a model that continues from another, which is evaluated in less detail. */
  private static final String BRIEF_LEGEND =
      """
      The pen set is digits of writers who are not in the training data, each drawn once on a canvas of
      280 × 280 pixels, at 30–90 % of it with a pen of 8–22 pixels, and normalized. MNIST's test images
      are classified as they are. No label was corrected.
      """;

  private void classes(StringBuilder page) {
    add(page, "| digit |%s", heads(" %s: recall | precision |"));
    add(page, "|---|%s", heads("---|---|"));
    for (int digit = 0; digit < Classification.DIGITS; digit++) {
      StringBuilder row = new StringBuilder();
      for (Metrics metrics : results.sets().values()) {
        row.append(
            String.format(
                Locale.ROOT,
                " %.2f %% | %.2f %% |",
                100 * metrics.recall(digit),
                100 * metrics.precision(digit)));
      }
      add(page, "| %d |%s", digit, row);
    }
    add(page, "");
  }

  private String heads(String each) {
    StringBuilder heads = new StringBuilder();
    results.sets().keySet().forEach(name -> heads.append(each.replace("%s", name)));
    return heads.toString();
  }

  private void recipe(StringBuilder page) {
    CardJson.Training training = card.training();
    CardJson.Data data = card.data();
    List<String> parts = new ArrayList<>();
    part(parts, SampleSource.MNIST, "MNIST (%,d training images)", data.mnistTraining());
    part(parts, SampleSource.CORRUPTED_MNIST, "MNIST with noise, grey ground, lines or blur");
    part(parts, SampleSource.REDRAWN_MNIST, "MNIST redrawn with hard edges");
    part(
        parts,
        SampleSource.PEN_DIGIT,
        "pen digits (%,d) with varied strokes and pens",
        data.penDigits());
    part(parts, SampleSource.DEGRADED_PEN_DIGIT, "pen digits in coarse or bad reproductions");
    part(parts, SampleSource.TEMPLATE, "drawn digits of rare styles");
    part(parts, SampleSource.LETTER, "letters (%,d) as \"not a digit\"", data.letters());
    part(parts, SampleSource.PEN_PAIR, "pairs of pen digits as \"not a digit\"");
    part(parts, SampleSource.MNIST_PAIR, "pairs and parts of MNIST as \"not a digit\"");
    part(parts, SampleSource.PART, "parts of pen digits as \"not a digit\"");
    part(parts, SampleSource.MARK, "symbols, scribbles and texture as \"not a digit\"");
    part(parts, SampleSource.CORRECTION, "corrections (%,d)", data.corrections());
    add(
        page,
        "Recipe \"%s\", seed %d: %s, each distorted or drawn differently: %s.",
        training.recipe(),
        training.seed(),
        switch (training.trainedOn()) {
          case SPARK -> String.format(Locale.ROOT, "%,d images", training.images());
          case GPU -> "as many images as `training/gpu/train.py` says";
        },
        String.join(", ", parts));
    String base = training.base();
    if (base != null) {
      add(page, "It continues from the model with SHA-256 `%s`.", base);
    }
    add(
        page,
        "Network `%s` (channels of the 3 × 3 convolutions; `/2` halves the resolution, `+` adds the"
            + " input of the previous layer), trained %s, temperature %.3f.",
        training.network(),
        switch (training.trainedOn()) {
          case SPARK ->
              String.format(
                  Locale.ROOT,
                  "on Spark by %d executors, parameters averaged %d times",
                  training.executors(),
                  training.rounds());
          case GPU -> "on a GPU, with the answers of two wider networks as targets too";
        },
        training.temperature());
    add(page, "");
    add(page, "Data, by SHA-256:");
    add(page, "");
    data.sha256().forEach((file, sha256) -> add(page, "- `%s` `%s`", file, sha256));
    add(page, "");
    add(page, "`card.json` beside the model contains all figures.");
  }

  /** Describes a source that the recipe uses. */
  @FormatMethod
  private void part(List<String> parts, SampleSource source, String format, Object... values) {
    double share = card.training().shares().getOrDefault(source.key(), 0.0);
    if (share > 0) {
      parts.add(
          String.format(Locale.ROOT, "%.0f %% ", 100 * share)
              + String.format(Locale.ROOT, format, values));
    }
  }

  @FormatMethod
  private static void add(StringBuilder page, String format, Object... values) {
    page.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
        .append('\n');
  }

  /** The confusion matrices, side by side. */
  public String confusion() {
    StringBuilder svg = new StringBuilder();
    Map<String, Metrics> sets = results.sets();
    svg.append(open(sets.size() * 330, 330));
    int left = 30;
    for (Map.Entry<String, Metrics> set : sets.entrySet()) {
      matrix(svg, set.getKey(), set.getValue(), left);
      left += 330;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void matrix(StringBuilder svg, String name, Metrics metrics, int left) {
    add(svg, "<text x=\"%d\" y=\"16\" font-weight=\"bold\">%s</text>", left, name);
    for (int row = 0; row < Classification.DIGITS; row++) {
      add(svg, "<text x=\"%d\" y=\"%d\">%d</text>", left - 14, 48 + 28 * row, row);
      add(svg, "<text x=\"%d\" y=\"324\">%d</text>", left + 9 + 28 * row, row);
      for (int column = 0; column < Classification.DIGITS; column++) {
        int times = metrics.count(row, column);
        double shade = Math.min(1, 40.0 * times / Math.max(1, metrics.count(row)));
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

  /** Whether the learning curve is known. */
  public boolean hasCurves() {
    return !card.training().curve().isEmpty();
  }

  /** The loss and the validation errors over the images trained on. */
  public String curves() {
    StringBuilder svg = new StringBuilder(open(720, 330));
    List<CardJson.CurvePoint> curve = card.training().curve();
    long images = curve.get(curve.size() - 1).images();
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
    line(svg, curve, images, "#2563eb", point -> error(point.mnistValidation()));
    line(svg, curve, images, "#dc2626", point -> error(point.penValidation()));
    add(svg, "<text x=\"60\" y=\"320\">0</text>");
    add(
        svg,
        "<text x=\"640\" y=\"320\" text-anchor=\"end\">%,d images</text>"
            + "<text x=\"120\" y=\"320\" fill=\"#2563eb\">MNIST validation error</text>"
            + "<text x=\"275\" y=\"320\" fill=\"#dc2626\">pen validation error</text>"
            + "<text x=\"415\" y=\"320\" fill=\"#6b7280\">loss (right axis)</text>",
        images);
    return svg.append("</svg>\n").toString();
  }

  private static double error(@Nullable Double accuracy) {
    return accuracy == null ? Double.NaN : 1 - accuracy;
  }

  private static void line(
      StringBuilder svg,
      List<CardJson.CurvePoint> curve,
      long images,
      String colour,
      ToDoubleFunction<CardJson.CurvePoint> value) {
    StringBuilder path = new StringBuilder();
    for (CardJson.CurvePoint point : curve) {
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

  /** The most confident mistakes as a PNG, each above its label and the prediction. */
  public byte[] mistakes() {
    List<ScoredDigit> mistakes = results.mistakes();
    int cell = LabeledImages.SIDE * SCALE + 4;
    int high = cell + 16;
    int rows = Math.max(1, (mistakes.size() + COLUMNS - 1) / COLUMNS);
    BufferedImage image =
        new BufferedImage(COLUMNS * cell + 4, rows * high + 4, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, 0xffffff);
      }
    }
    for (int i = 0; i < mistakes.size(); i++) {
      int left = 4 + i % COLUMNS * cell;
      int top = 4 + i / COLUMNS * high;
      ScoredDigit mistake = mistakes.get(i);
      for (int y = 0; y < LabeledImages.SIDE * SCALE; y++) {
        for (int x = 0; x < LabeledImages.SIDE * SCALE; x++) {
          int grey = 255 - (mistake.pixels()[y / SCALE * LabeledImages.SIDE + x / SCALE] & 0xff);
          image.setRGB(left + x, top + y, grey * 0x010101);
        }
      }
      int middle = left + LabeledImages.SIDE * SCALE / 2;
      glyph(image, middle - 10, top + cell, mistake.label(), LABEL);
      glyph(image, middle + 4, top + cell, mistake.digit(), PREDICTION);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new IllegalStateException("failed to write to memory", e);
    }
    return png.toByteArray();
  }

  private static void glyph(BufferedImage image, int left, int top, int digit, int colour) {
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 6; x++) {
        if (((GLYPHS[digit] >> (14 - (y / 2 * 3 + x / 2))) & 1) == 1) {
          image.setRGB(left + x, top + y, colour);
        }
      }
    }
  }
}
