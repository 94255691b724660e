package dev.cirrus.bench.reading;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Composes the scene to photograph: a sheet on a table, or a sheet that fills the picture. */
final class TableScene {
  private final RandomValues random;

  TableScene(SplittableRandom random) {
    this.random = new RandomValues(random);
  }

  /** Rotates a sheet that fills the picture by up to 7°. */
  ComposedSheet filling(ComposedSheet sheet) {
    BufferedImage paper = sheet.image();
    int width = paper.getWidth();
    int height = paper.getHeight();
    double angle = Math.toRadians(random.uniform(-7, 7));
    // The corners that the rotation uncovers show mirrored paper instead of a table.
    BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    int[] to = Pixels.of(photo);
    double[] sampled = new double[3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = x + 0.5 - width / 2.0;
        double v = y + 0.5 - height / 2.0;
        Pixels.sample(
            paper,
            mirrored(cos * u + sin * v + width / 2.0 - 0.5, width),
            mirrored(-sin * u + cos * v + height / 2.0 - 0.5, height),
            sampled);
        to[y * width + x] = Pixels.rgb(sampled);
      }
    }
    return sheet.in(photo);
  }

  /** Rotates a picture by 90°, 180° or 270°. */
  ComposedSheet rotated(ComposedSheet sheet) {
    BufferedImage upright = sheet.image();
    int quarters = 1 + random.below(3);
    int width = quarters == 2 ? upright.getWidth() : upright.getHeight();
    int height = quarters == 2 ? upright.getHeight() : upright.getWidth();
    BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = photo.createGraphics();
    graphics.translate(width / 2.0, height / 2.0);
    graphics.rotate(quarters * Math.PI / 2);
    graphics.translate(-upright.getWidth() / 2.0, -upright.getHeight() / 2.0);
    graphics.drawImage(upright, 0, 0, null);
    graphics.dispose();
    return sheet.in(photo);
  }

  /**
   * Lays a sheet on a table, rotated and in perspective. One sheet in five lies partly outside the
   * picture, by less than its margin.
   */
  ComposedSheet onTable(
      ComposedSheet sheet, Table table, Condition condition, int width, int height) {
    BufferedImage photo = new TableTop(random).paint(table, width, height);
    objects(photo);
    BufferedImage paper = sheet.image();
    double[] corners = corners(paper.getWidth(), paper.getHeight(), condition, width, height);
    if (condition == Condition.SEVERAL_SHEETS) {
      otherSheets(photo);
    }
    shade(photo, corners);
    Perspective.lay(photo, paper, corners);
    if (random.below(4) == 0) {
      pen(photo);
    }
    return sheet.in(photo);
  }

  /** Lays a blank sheet and one with print beside the written one. */
  private void otherSheets(BufferedImage photo) {
    int width = photo.getWidth();
    int height = photo.getHeight();
    for (int i = 0; i < 2; i++) {
      BufferedImage paper = new BufferedImage(800, 1100, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = Pixels.smoothGraphics(paper);
      graphics.setColor(new Color(0xf6f5f1));
      graphics.fillRect(0, 0, 800, 1100);
      graphics.setColor(new Color(0x46484c));
      graphics.setFont(new Font(Font.SERIF, Font.PLAIN, 30));
      for (int y = 120; i == 1 && y < 1000; y += 44) {
        graphics.drawString("Lorem ipsum dolor sit amet consectetur elit".substring(y % 9), 90, y);
      }
      graphics.dispose();
      double dx = (i == 0 ? -1 : 1) * random.uniform(0.5, 0.62) * width + 0.5 * width;
      double dy = random.uniform(0.3, 0.7) * height;
      double angle = random.uniform(-0.2, 0.2);
      double[] other = new double[8];
      for (int corner = 0; corner < 4; corner++) {
        double x = (corner == 0 || corner == 3 ? -0.29 : 0.29) * height;
        double y = (corner < 2 ? -0.4 : 0.4) * height;
        other[2 * corner] = dx + Math.cos(angle) * x - Math.sin(angle) * y;
        other[2 * corner + 1] = dy + Math.sin(angle) * x + Math.cos(angle) * y;
      }
      shade(photo, other);
      Perspective.lay(photo, paper, other);
    }
  }

  private double[] corners(
      int paperWidth, int paperHeight, Condition condition, int width, int height) {
    double angle =
        Math.toRadians(random.below(4) == 0 ? random.uniform(-25, 25) : random.uniform(-8, 8));
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double across = paperWidth * Math.abs(cos) + paperHeight * Math.abs(sin);
    double down = paperWidth * Math.abs(sin) + paperHeight * Math.abs(cos);
    double scale = Math.min(width / across, height / down) * random.uniform(0.68, 0.95);
    double tiltX = random.uniform(-0.12, 0.12);
    double tiltY = random.uniform(-0.05, 0.25);
    if (condition == Condition.STRONG_PERSPECTIVE) {
      scale *= 0.9;
      tiltX = random.uniform(-0.3, 0.3);
      tiltY = random.uniform(0.3, 0.55);
    }
    if (condition == Condition.SEVERAL_SHEETS) {
      scale *= 0.8;
    }
    double[] corners = new double[8];
    for (int i = 0; i < 4; i++) {
      double x = (i == 0 || i == 3 ? -0.5 : 0.5) * paperWidth * scale;
      double y = (i < 2 ? -0.5 : 0.5) * paperHeight * scale;
      double u = cos * x - sin * y;
      double v = sin * x + cos * y;
      double depth = 1 - tiltX * u / width - tiltY * v / height;
      corners[2 * i] = u / depth;
      corners[2 * i + 1] = v / depth;
    }
    double freeX = (width - across * scale) / 2;
    double freeY = (height - down * scale) / 2;
    boolean crossesBorder =
        condition == Condition.CUT_BY_THE_FRAME
            || (condition == Condition.NONE && random.below(5) == 0);
    double range = crossesBorder ? 1.0 : 0.85;
    double dx = random.uniform(-freeX, freeX) * range;
    double dy = random.uniform(-freeY, freeY) * range;
    if (crossesBorder) {
      dx = Math.copySign(freeX + 0.025 * width, dx);
    }
    if (condition == Condition.CUT_BY_THE_FRAME) {
      dy = Math.copySign(freeY + 0.025 * height, dy);
    }
    for (int i = 0; i < 8; i += 2) {
      corners[i] += width / 2.0 + dx;
      corners[i + 1] += height / 2.0 + dy;
    }
    return corners;
  }

  /** Draws the soft shadow of a sheet on the table. */
  private void shade(BufferedImage photo, double[] corners) {
    double dx = random.normal(3);
    double dy = random.uniform(1, 5);
    Path2D outline = path(corners);
    Graphics2D graphics = Pixels.smoothGraphics(photo);
    graphics.translate(dx, dy);
    for (int i = 6; i >= 1; i--) {
      graphics.setColor(new Color(0, 0, 0, 14));
      graphics.setStroke(new BasicStroke(2 * i, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      graphics.draw(outline);
    }
    graphics.setColor(new Color(0, 0, 0, 60));
    graphics.fill(outline);
    graphics.dispose();
  }

  /** Draws objects near the border: a cup, a phone. */
  private void objects(BufferedImage photo) {
    int width = photo.getWidth();
    int height = photo.getHeight();
    Graphics2D graphics = Pixels.smoothGraphics(photo);
    if (random.below(3) == 0) {
      double radius = random.uniform(0.1, 0.16) * width;
      double x = random.coin() ? 0 : width;
      double y = random.uniform(0, 1) * height;
      graphics.setColor(new Color(random.pick(0xe9e6e0, 0x2f5d8a, 0xb33a3a, 0x20242a)));
      graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
      graphics.setColor(new Color(0x3a2415));
      graphics.fill(
          new Ellipse2D.Double(x - 0.85 * radius, y - 0.85 * radius, 1.7 * radius, 1.7 * radius));
    }
    if (random.below(4) == 0) {
      graphics.rotate(random.uniform(-1, 1), width * 0.95, height * 0.9);
      graphics.setColor(new Color(0x101216));
      graphics.fill(
          new RoundRectangle2D.Double(
              width * 0.88, height * 0.72, width * 0.16, height * 0.4, 40, 40));
    }
    graphics.dispose();
  }

  /** Draws a pen near the left or the right border of the picture. */
  private void pen(BufferedImage photo) {
    int width = photo.getWidth();
    int height = photo.getHeight();
    Graphics2D graphics = Pixels.smoothGraphics(photo);
    double x = random.coin() ? width * 0.02 : width * 0.98;
    double y = height * random.uniform(0.1, 0.9);
    double angle = Math.PI / 2 + random.uniform(-0.25, 0.25);
    double length = height * 0.3;
    Line2D barrel =
        new Line2D.Double(
            x - Math.cos(angle) * length,
            y - Math.sin(angle) * length,
            x + Math.cos(angle) * length,
            y + Math.sin(angle) * length);
    graphics.setStroke(
        new BasicStroke(width * 0.014f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.setColor(new Color(random.pick(0x1b2f6b, 0x17181a, 0xa8242a)));
    graphics.draw(barrel);
    graphics.dispose();
  }

  private static double mirrored(double at, int size) {
    double folded = Math.abs(at);
    return folded > size - 1 ? 2 * (size - 1) - folded : folded;
  }

  private static Path2D path(double[] corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < 8; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }
}
