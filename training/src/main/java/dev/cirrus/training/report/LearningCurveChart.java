package dev.cirrus.training.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The loss and the validation errors over the images trained on. */
final class LearningCurveChart {
  private LearningCurveChart() {}

  static String svg(List<CardJson.CurvePoint> curve) {
    Svg svg = new Svg(720, 330);
    long images = curve.get(curve.size() - 1).images();
    // Logarithmic: errors from 10 % down to 0.1 %, loss from 1 down to 0.01.
    for (int i = 0; i <= 4; i++) {
      double y = 20 + i * 70;
      svg.add(
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
    svg.add("<text x=\"60\" y=\"320\">0</text>");
    svg.add(
        "<text x=\"640\" y=\"320\" text-anchor=\"end\">%,d images</text>"
            + "<text x=\"120\" y=\"320\" fill=\"#2563eb\">MNIST validation error</text>"
            + "<text x=\"275\" y=\"320\" fill=\"#dc2626\">pen validation error</text>"
            + "<text x=\"415\" y=\"320\" fill=\"#6b7280\">loss (right axis)</text>",
        images);
    return svg.toString();
  }

  private static double error(@Nullable Double accuracy) {
    return accuracy == null ? Double.NaN : 1 - accuracy;
  }

  private static void line(
      Svg svg,
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
    svg.add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path.toString(), colour);
  }
}
