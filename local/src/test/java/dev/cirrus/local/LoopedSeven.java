package dev.cirrus.local;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/**
 * Draws sevens in a rare style, whose stem ends in a loop to the right, with random positions,
 * sizes and pens.
 */
final class LoopedSeven {
  private static final int SIDE = 280;

  private LoopedSeven() {}

  /** Returns a PNG of a seven, black on white. */
  static byte[] png(RandomGenerator random) {
    BufferedImage image = draw(random);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  static BufferedImage draw(RandomGenerator random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, SIDE, SIDE);
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    double height = between(random, 120, 190);
    canvas.translate(
        between(random, 0.3, 0.45) * SIDE - 0.3 * height, between(random, 20, 260 - height));
    canvas.scale(height, height);
    canvas.shear(between(random, -0.12, 0.12), 0);
    canvas.setColor(Color.BLACK);
    canvas.setStroke(
        new BasicStroke(
            (float) (between(random, 9, 16) / height),
            BasicStroke.CAP_ROUND,
            BasicStroke.JOIN_ROUND));
    canvas.draw(path(random));
    canvas.dispose();
    return image;
  }

  /** Returns the stroke in a unit square: along the top, down and around the loop. */
  private static Path2D path(RandomGenerator random) {
    double radius = between(random, 0.16, 0.2);
    double foot = between(random, 0.2, 0.3);
    Path2D path = new Path2D.Double();
    path.moveTo(between(random, 0.02, 0.08), between(random, 0.02, 0.08));
    path.lineTo(between(random, 0.62, 0.7), between(random, 0, 0.04));
    path.lineTo(foot, 1 - radius);
    for (int step = 1; step <= 26; step++) {
      double angle = Math.PI - step * Math.PI / 12;
      path.lineTo(foot + radius + radius * Math.cos(angle), 1 - radius + radius * Math.sin(angle));
    }
    return path;
  }

  private static double between(RandomGenerator random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
