package dev.cirrus.training.report;

import com.google.errorprone.annotations.FormatMethod;
import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Metrics;
import dev.cirrus.training.augmentation.SampleSource;
import dev.cirrus.training.data.FileStore;
import dev.cirrus.training.evaluation.EvaluationResults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The model card as a Markdown page with images. */
public final class ModelReport {
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
    output.write(
        folder + "model-card/confusion.svg",
        ConfusionChart.svg(results.sets()).getBytes(StandardCharsets.UTF_8));
    if (hasCurves()) {
      output.write(
          folder + "model-card/curves.svg",
          LearningCurveChart.svg(card.training().curve()).getBytes(StandardCharsets.UTF_8));
    }
    output.write(folder + "model-card/mistakes.png", MistakeImage.png(results.mistakes()));
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

  private boolean hasCurves() {
    return !card.training().curve().isEmpty();
  }
}
