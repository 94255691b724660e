package dev.cirrus.bench.growth;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Draws the times over the sizes as SVG, both logarithmic; the dashed lines are linear growth. All
 * series have the same sizes.
 */
final class GrowthChart {
  private static final int WIDTH = 780;
  private static final int LEFT = 70;
  private static final int RIGHT = 480;
  private static final int TOP = 20;
  private static final int BOTTOM = 350;
  private static final int MIN_DISTANCE = 17;
  private static final List<String> COLOURS =
      List.of("#2563eb", "#dc2626", "#059669", "#d97706", "#7c3aed", "#0891b2");
  private static final String GRID = "#e5e7eb";

  private final List<Series> all;
  private final double minX;
  private final double maxX;
  private final double minY;
  private final double maxY;
  private final StringBuilder svg = new StringBuilder();

  private GrowthChart(List<Series> all) {
    this.all = all;
    minX = log(all.getFirst().points().getFirst().size());
    maxX = log(all.getFirst().points().getLast().size());
    minY = Math.floor(log(times().min().orElseThrow()));
    maxY = Math.ceil(log(times().max().orElseThrow()));
  }

  /** Returns the chart of these series. */
  static String of(String title, List<Series> series) {
    return new GrowthChart(series).draw(title);
  }

  private DoubleStream times() {
    return all.stream().flatMap(it -> it.points().stream()).mapToDouble(Series.Point::milliseconds);
  }

  private String draw(String title) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d 400\" font-family=\"sans-serif\" font-size=\"13\">",
        WIDTH);
    add("<title>%s</title>", title);
    add("<rect width=\"%d\" height=\"400\" fill=\"#fff\"/>", WIDTH);
    for (Series.Point point : all.getFirst().points()) {
      add("<path d=\"M%.1f %dV%d\" stroke=\"%s\"/>", x(point), TOP, BOTTOM, GRID);
      add(
          "<text x=\"%.1f\" y=\"368\" text-anchor=\"middle\">%s</text>",
          x(point), Series.count(point.size()));
    }
    for (int power = (int) minY; power <= maxY; power++) {
      double y = y(Math.pow(10, power));
      add("<path d=\"M%d %.1fH%d\" stroke=\"%s\"/>", LEFT, y, RIGHT, GRID);
      add("<text x=\"62\" y=\"%.1f\" text-anchor=\"end\">%s</text>", y + 4, time(power));
    }
    add(
        "<text x=\"%d\" y=\"392\" text-anchor=\"middle\">%s</text>",
        (LEFT + RIGHT) / 2, all.getFirst().unit());
    double label = Double.NEGATIVE_INFINITY;
    List<Series> byLastTime =
        all.stream()
            .sorted((a, b) ->
                Double.compare(
                    b.points().getLast().milliseconds(), a.points().getLast().milliseconds()))
            .toList();
    for (Series series : byLastTime) {
      String colour = COLOURS.get(all.indexOf(series) % COLOURS.size());
      Series.Point first = series.points().getFirst();
      Series.Point last = series.points().getLast();
      add(
          "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
          String.join(
              " ",
              series.points().stream()
                  .map(point ->
                      String.format(Locale.ROOT, "%.1f,%.1f", x(point), y(point.milliseconds())))
                  .toList()),
          colour);
      add(
          "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-dasharray=\"2 4\"/>",
          x(first),
          y(first.milliseconds()),
          x(last),
          y(Math.min(Math.pow(10, maxY), first.milliseconds() * last.size() / first.size())),
          colour);
      label = Math.max(label + MIN_DISTANCE, y(last.milliseconds()) + 4);
      add(
          "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>",
          RIGHT + 10, label, colour, series.name());
    }
    add("</svg>");
    return svg.toString();
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private double x(Series.Point point) {
    return LEFT + (RIGHT - LEFT) * (log(point.size()) - minX) / (maxX - minX);
  }

  private double y(double milliseconds) {
    return BOTTOM - (BOTTOM - TOP) * (log(milliseconds) - minY) / (maxY - minY);
  }

  private static double log(double value) {
    return Math.log10(value);
  }

  private static String time(int power) {
    return power < 3
        ? (power < 0 ? "0." + "0".repeat(-power - 1) + "1" : "1" + "0".repeat(power)) + " ms"
        : "1" + "0".repeat(power - 3) + " s";
  }
}
