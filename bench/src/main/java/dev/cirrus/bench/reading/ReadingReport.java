package dev.cirrus.bench.reading;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/** Formats the results: a table, the confusions and a picture with misread samples. */
final class ReadingReport {
  private static final int CELL = 120;
  private static final int COLUMNS = 10;
  private static final int ROWS = 8;

  /** The number of equal confidence intervals of the expected calibration error. */
  private static final int BINS = 15;

  private final List<ReadingResult> results;
  private final String writers;
  private final double share;

  /** Creates a report of results for a share of each set's samples. */
  ReadingReport(List<ReadingResult> results, String writers, double share) {
    this.results = List.copyOf(results);
    this.writers = writers;
    this.share = share;
  }

  String markdown() {
    return """
    # Reading

    How accurately Cirrus reads drawings, scans and photographs, measured through `POST /predict` by
    `./cirrus bench reading --data DIR --share %s --report docs`, which writes this page (%s, %d
    processors). The pen digits and letters are by %s writers; no model was trained on them.

    A sample is right if exactly the expected digits were read. "Digits right" is the number of
    expected digits minus the edit distance between the expected and the read text. If the picture
    contains no digit, an answer without digits is right.

    `ReadingBoundsTest`, a part of `./cirrus test java`, reads a fixed fiftieth of every set, by the
    validation writers, and compares it with lower bounds.

    %s
    ## Confusions

    Samples of one digit that were read as one other digit, or as nothing.

    %s
    ## What was misread

    Some of the misread pictures of each set, each with the expected and the read digits.

    ![Misread pictures](images/reading-errors.png)
    """
        .formatted(
            share,
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            writers,
            table(),
            confusions());
  }

  String table() {
    StringBuilder table =
        new StringBuilder(
            """
            | set | | samples | right | digits right | calibration error | p50 ms |
            |---|---|---|---|---|---|---|
            """);
    bySet()
        .forEach((set, collections) -> {
          List<ReadingResult> all = new ArrayList<>();
          collections.values().forEach(all::addAll);
          row(table, set, collections.size() > 1 ? "all" : "", all);
          if (collections.size() > 1) {
            collections.forEach((name, part) -> row(table, "", name, part));
          }
        });
    return table.toString();
  }

  private Map<String, Map<String, List<ReadingResult>>> bySet() {
    Map<String, Map<String, List<ReadingResult>>> sets = new LinkedHashMap<>();
    for (ReadingResult result : results) {
      sets.computeIfAbsent(result.sample().set(), set -> new TreeMap<>())
          .computeIfAbsent(result.sample().collection(), collection -> new ArrayList<>())
          .add(result);
    }
    return sets;
  }

  private static void row(
      StringBuilder table, String set, String name, List<ReadingResult> results) {
    int right = 0;
    int digits = 0;
    int expected = 0;
    for (ReadingResult result : results) {
      right += result.right() ? 1 : 0;
      digits += result.rightDigits();
      expected += result.expectedDigits();
    }
    double[] millis = results.stream().mapToDouble(ReadingResult::millis).sorted().toArray();
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %,d | %.2f %% | %s | %s | %.1f |%n",
            set,
            name,
            results.size(),
            100.0 * right / results.size(),
            expected == 0 ? "" : String.format(Locale.ROOT, "%.2f %%", 100.0 * digits / expected),
            calibrationError(results),
            millis[millis.length / 2]));
  }

  /** Returns the expected calibration error over samples of one digit that were read as one. */
  private static String calibrationError(List<ReadingResult> results) {
    double[] confidence = new double[BINS];
    int[] right = new int[BINS];
    int count = 0;
    for (ReadingResult result : results) {
      if (result.expectedDigits() == 1 && result.confidences().size() == 1) {
        double value = result.confidences().getFirst();
        int bin = Math.min(BINS - 1, (int) (value * BINS));
        confidence[bin] += value;
        right[bin] += result.right() ? 1 : 0;
        count++;
      }
    }
    if (count == 0) {
      return "";
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(confidence[bin] - right[bin]) / count;
    }
    return String.format(Locale.ROOT, "%.4f", error);
  }

  private String confusions() {
    int[][] counts = new int[10][12];
    for (ReadingResult result : results) {
      String expected = result.sample().expected();
      if (expected.length() == 1) {
        String text = result.text();
        int column = text.isEmpty() ? 10 : text.length() > 1 ? 11 : text.charAt(0) - '0';
        counts[expected.charAt(0) - '0'][column]++;
      }
    }
    StringBuilder table =
        new StringBuilder("| written | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | none | several |\n");
    table.append("|---".repeat(13)).append("|\n");
    for (int digit = 0; digit < 10; digit++) {
      table.append("| ").append(digit);
      for (int column = 0; column < 12; column++) {
        int count = counts[digit][column];
        table.append(" | ").append(column == digit ? "" : count == 0 ? "" : count);
      }
      table.append(" |\n");
    }
    return table.toString();
  }

  /**
   * Returns a PNG with misread pictures, at most one row of each set. Of several lines of text it
   * shows the first that differs.
   */
  byte[] errors() {
    List<ReadingResult> wrong = new ArrayList<>();
    bySet()
        .forEach((set, collections) -> {
          List<ReadingResult> all = new ArrayList<>();
          collections.values().forEach(all::addAll);
          all.removeIf(result -> result.right() || !result.sample().isPicture());
          all.sort(
              Comparator.comparingDouble(result ->
                  -result.confidences().stream().mapToDouble(c -> c).average().orElse(0)));
          wrong.addAll(all.subList(0, Math.min(COLUMNS, all.size())));
        });
    int shown = Math.min(wrong.size(), COLUMNS * ROWS);
    int rows = Math.max(1, (shown + COLUMNS - 1) / COLUMNS);
    BufferedImage sheet =
        new BufferedImage(COLUMNS * CELL, rows * (CELL + 34), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    for (int i = 0; i < shown; i++) {
      show(graphics, wrong.get(i), i % COLUMNS * CELL, i / COLUMNS * (CELL + 34));
    }
    graphics.dispose();
    return ImageEncoder.png(sheet);
  }

  private static void show(Graphics2D graphics, ReadingResult result, int x, int y) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(result.sample().body()));
      double scale = (CELL - 6.0) / Math.max(image.getWidth(), image.getHeight());
      graphics.drawImage(
          image,
          x + 3,
          y + 3,
          (int) Math.max(1, image.getWidth() * scale),
          (int) Math.max(1, image.getHeight() * scale),
          null);
    } catch (IOException e) {
      throw new UncheckedIOException("failed to decode a picture of the benchmark", e);
    }
    String[] expected = result.sample().expected().split("\n", -1);
    String[] read = result.text().split("\n", -1);
    int line = 0;
    while (line < Math.min(expected.length, read.length) - 1 && expected[line].equals(read[line])) {
      line++;
    }
    graphics.setColor(Color.BLACK);
    graphics.drawString(
        expected[line].isEmpty() ? "no digit" : expected[line], x + 4, y + CELL + 12);
    graphics.drawString(
        read[line].isEmpty() ? "nothing (" + result.status() + ")" : "read " + read[line],
        x + 4,
        y + CELL + 26);
  }
}
