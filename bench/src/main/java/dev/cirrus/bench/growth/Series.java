package dev.cirrus.bench.growth;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The time that an operation took for each size.
 *
 * @param unit what is counted, such as "records"
 */
record Series(String name, String unit, List<Point> points) {
  /** With a higher exponent, an operation is reported as worse than linear. */
  private static final double LINEAR = 1.15;

  /** A size and its time. */
  record Point(int size, double milliseconds) {}

  Series {
    points = List.copyOf(points);
  }

  /** Returns the exponent by which the time grew between the last two sizes: 1 is linear. */
  private double exponent() {
    Point before = points.get(points.size() - 2);
    Point last = points.getLast();
    return Math.log(last.milliseconds / before.milliseconds)
        / Math.log((double) last.size / before.size);
  }

  boolean isWorseThanLinear() {
    return points.size() > 1 && exponent() > LINEAR;
  }

  String row() {
    String growth = points.size() > 1 ? String.format(Locale.ROOT, "%.2f", exponent()) : "—";
    return points.stream()
        .map(point -> "%s: %s".formatted(count(point.size), time(point.milliseconds)))
        .collect(
            Collectors.joining(
                ", ",
                "| " + name + " | ",
                " | %s%s |".formatted(growth, isWorseThanLinear() ? ", worse than linear" : "")));
  }

  static String count(int size) {
    return String.format(Locale.ROOT, "%,d", size);
  }

  private static String time(double milliseconds) {
    return milliseconds < 1_000
        ? String.format(Locale.ROOT, "%.3g ms", milliseconds)
        : String.format(Locale.ROOT, "%.3g s", milliseconds / 1_000);
  }
}
