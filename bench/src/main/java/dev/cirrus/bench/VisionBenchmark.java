package dev.cirrus.bench;

import dev.cirrus.vision.Digit;
import dev.cirrus.vision.Raster;
import dev.cirrus.vision.Vision;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures finding digits in pictures: a canvas of 280 × 280 pixels with one digit, and a
 * photograph and a squared sheet of 12 megapixels with ten digits each. The heap is limited to 200
 * MB, of which the picture takes 48 MB.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx200m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"})
public class VisionBenchmark {
  /** A canvas with black ink on white. */
  @State(Scope.Benchmark)
  public static class Canvas {
    final Raster raster = drawn(280, 280, 1, 0, 0);
  }

  /** A photograph with uneven light, a shadow and noise. */
  @State(Scope.Benchmark)
  public static class Photograph {
    final Raster raster = drawn(4000, 3000, 10, 4, 0);
  }

  /** A scan of squared paper with as many squares as a page of an exercise book. */
  @State(Scope.Benchmark)
  public static class Squared {
    final Raster raster = drawn(4000, 3000, 10, 0, 66);
  }

  @Benchmark
  public List<Digit> canvas(Canvas canvas) {
    return Vision.find(canvas.raster);
  }

  @Benchmark
  public List<Digit> photograph(Photograph photograph) {
    return Vision.find(photograph.raster);
  }

  @Benchmark
  public List<Digit> squared(Squared squared) {
    return Vision.find(squared.raster);
  }

  private static Raster drawn(int width, int height, int digits, int noise, int square) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    if (square > 0) {
      graphics.setColor(Color.GRAY);
      for (int y = square; y < height; y += square) {
        graphics.fillRect(0, y, width, 4);
      }
      for (int x = square; x < width; x += square) {
        graphics.fillRect(x, 0, 4, height);
      }
    }
    graphics.setColor(Color.BLACK);
    double high = height * (digits == 1 ? 0.6 : 0.2);
    graphics.setStroke(
        new BasicStroke((float) high / 12, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int i = 0; i < digits; i++) {
      graphics.draw(
          five(
              width * (i % 5 + 0.4) / Math.min(digits + 0.6, 5.6), high * (0.4 + i / 5 * 2), high));
    }
    graphics.dispose();
    Random random = new Random(1);
    byte[] rgba = new byte[width * height * 4];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int grey = image.getRaster().getSample(x, y, 0);
        if (noise > 0) {
          double light = (1 - 0.3 * y / height) * (x > width * 0.6 ? 0.7 : 0.95);
          grey = (int) Math.max(0, grey * light - random.nextInt(2 * noise));
        }
        rgba[i++] = (byte) grey;
        rgba[i++] = (byte) grey;
        rgba[i++] = (byte) grey;
        rgba[i++] = (byte) 255;
      }
    }
    return Raster.rgba(width, height, rgba);
  }

  private static Path2D five(double x, double y, double high) {
    Path2D path = new Path2D.Double();
    path.moveTo(x + 0.5 * high, y);
    path.lineTo(x + 0.05 * high, y);
    path.lineTo(x, y + 0.45 * high);
    path.curveTo(
        x + 0.7 * high, y + 0.2 * high, x + 0.7 * high, y + 1.1 * high, x, y + 0.95 * high);
    return path;
  }
}
