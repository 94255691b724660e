package dev.cirrus.training.report;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;

/** A chart as SVG, on white. */
final class Svg {
  private final StringBuilder svg = new StringBuilder();

  Svg(int width, int height) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">",
        width, height, width, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", width, height);
  }

  /** Adds elements. */
  @FormatMethod
  void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  @Override
  public String toString() {
    return svg + "</svg>\n";
  }
}
