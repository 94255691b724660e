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
  double exponent() {
    if (points.size() < 2) {
      return Double.NaN;
    }
    Point before = points.get(points.size() - 2);
    Point last = points.getLast();
    return Math.log(last.milliseconds / before.milliseconds)
        / Math.log((double) last.size / before.size);
  }

  boolean isWorseThanLinear() {
    return exponent() > LINEAR;
  }

  String row() {
    return points.stream()
        .map(point -> "%s: %s".formatted(count(point.size), time(point.milliseconds)))
        .collect(
            Collectors.joining(
                ", ",
                "| " + name + " | ",
                " | %.2f%s |"
                    .formatted(exponent(), isWorseThanLinear() ? ", worse than linear" : "")));
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
