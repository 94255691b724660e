package dev.cirrus.training.report;

import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Metrics;
import java.util.Locale;
import java.util.Map;

/** The confusion matrix of each set: a row for each label, a column for each prediction. */
final class ConfusionChart {
  /** The width and height of a matrix with its margins. */
  private static final int SIZE = 330;

  private ConfusionChart() {}

  /** Returns the matrices side by side. */
  static String svg(Map<String, Metrics> sets) {
    Svg svg = new Svg(sets.size() * SIZE, SIZE);
    int left = 30;
    for (Map.Entry<String, Metrics> set : sets.entrySet()) {
      matrix(svg, set.getKey(), set.getValue(), left);
      left += SIZE;
    }
    return svg.toString();
  }

  private static void matrix(Svg svg, String name, Metrics metrics, int left) {
    svg.add("<text x=\"%d\" y=\"16\" font-weight=\"bold\">%s</text>", left, name);
    for (int row = 0; row < Classification.DIGITS; row++) {
      svg.add("<text x=\"%d\" y=\"%d\">%d</text>", left - 14, 48 + 28 * row, row);
      svg.add("<text x=\"%d\" y=\"324\">%d</text>", left + 9 + 28 * row, row);
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
        svg.add(
            "<rect x=\"%d\" y=\"%d\" width=\"27\" height=\"27\" fill=\"%s\" stroke=\"#ddd\"/>",
            x, y, fill);
        if (times > 0) {
          svg.add(
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" font-size=\"9\">%d</text>",
              x + 13.5, y + 17, times);
        }
      }
    }
  }
}
