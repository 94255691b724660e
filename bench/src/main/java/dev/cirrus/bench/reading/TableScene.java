package dev.cirrus.bench.reading;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.SplittableRandom;

/** Composes the scene to photograph: a sheet on a table, or a sheet that fills the picture. */
final class TableScene {
  /** The kinds of tables. */
  enum Table {
    DARK,
    LIGHT,
    WOOD,
    CLOTH,
    STONE,
    TILED,
    WHITE
  }

  private final SplittableRandom random;

  TableScene(SplittableRandom random) {
    this.random = random;
  }

  /** Rotates a sheet that fills the picture by up to 7°. */
  ComposedSheet filling(ComposedSheet sheet) {
    BufferedImage paper = sheet.image();
    int width = paper.getWidth();
    int height = paper.getHeight();
    double angle = Math.toRadians(uniform(-7, 7));
    // The corners that the rotation uncovers show mirrored paper instead of a table.
    BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    int[] to = pixels(photo);
    double[] sampled = new double[3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = x + 0.5 - width / 2.0;
        double v = y + 0.5 - height / 2.0;
        sample(
            paper,
            mirrored(cos * u + sin * v + width / 2.0 - 0.5, width),
            mirrored(-sin * u + cos * v + height / 2.0 - 0.5, height),
            sampled);
        to[y * width + x] = rgb(sampled);
      }
    }
    return sheet.in(photo);
  }

  /** Rotates a picture by 90°, 180° or 270°. */
  ComposedSheet rotated(ComposedSheet sheet) {
    BufferedImage upright = sheet.image();
    int quarters = 1 + random.nextInt(3);
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
    BufferedImage photo = table(table, width, height);
    objects(photo);
    BufferedImage paper = sheet.image();
    double[] corners = corners(paper.getWidth(), paper.getHeight(), condition, width, height);
    if (condition == Condition.SEVERAL_SHEETS) {
      otherSheets(photo);
    }
    shade(photo, corners);
    lay(photo, paper, corners);
    if (random.nextInt(4) == 0) {
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
      Graphics2D graphics = smooth(paper);
      graphics.setColor(new Color(0xf6f5f1));
      graphics.fillRect(0, 0, 800, 1100);
      graphics.setColor(new Color(0x46484c));
      graphics.setFont(new Font(Font.SERIF, Font.PLAIN, 30));
      for (int y = 120; i == 1 && y < 1000; y += 44) {
        graphics.drawString("Lorem ipsum dolor sit amet consectetur elit".substring(y % 9), 90, y);
      }
      graphics.dispose();
      double dx = (i == 0 ? -1 : 1) * uniform(0.5, 0.62) * width + 0.5 * width;
      double dy = uniform(0.3, 0.7) * height;
      double angle = uniform(-0.2, 0.2);
      double[] other = new double[8];
      for (int corner = 0; corner < 4; corner++) {
        double x = (corner == 0 || corner == 3 ? -0.29 : 0.29) * height;
        double y = (corner < 2 ? -0.4 : 0.4) * height;
        other[2 * corner] = dx + Math.cos(angle) * x - Math.sin(angle) * y;
        other[2 * corner + 1] = dy + Math.sin(angle) * x + Math.cos(angle) * y;
      }
      shade(photo, other);
      lay(photo, paper, other);
    }
  }

  private double[] corners(
      int paperWidth, int paperHeight, Condition condition, int width, int height) {
    double angle = Math.toRadians(random.nextInt(4) == 0 ? uniform(-25, 25) : uniform(-8, 8));
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double across = paperWidth * Math.abs(cos) + paperHeight * Math.abs(sin);
    double down = paperWidth * Math.abs(sin) + paperHeight * Math.abs(cos);
    double scale = Math.min(width / across, height / down) * uniform(0.68, 0.95);
    double tiltX = uniform(-0.12, 0.12);
    double tiltY = uniform(-0.05, 0.25);
    if (condition == Condition.STRONG_PERSPECTIVE) {
      scale *= 0.9;
      tiltX = uniform(-0.3, 0.3);
      tiltY = uniform(0.3, 0.55);
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
            || (condition == Condition.NONE && random.nextInt(5) == 0);
    double range = crossesBorder ? 1.0 : 0.85;
    double dx = uniform(-freeX, freeX) * range;
    double dy = uniform(-freeY, freeY) * range;
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

  private static void lay(BufferedImage photo, BufferedImage paper, double[] corners) {
    double[] inverse =
        homography(
            corners,
            new double[] {
              0, 0, paper.getWidth(), 0, paper.getWidth(), paper.getHeight(), 0, paper.getHeight()
            });
    int width = photo.getWidth();
    int[] to = pixels(photo);
    double[] sampled = new double[3];
    double[] sum = new double[3];
    for (int y = 0; y < photo.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        int covered = 0;
        sum[0] = sum[1] = sum[2] = 0;
        for (int s = 0; s < 4; s++) {
          double px = x + 0.25 + 0.5 * (s % 2);
          double py = y + (s < 2 ? 0.25 : 0.75);
          double w = inverse[6] * px + inverse[7] * py + 1;
          double u = (inverse[0] * px + inverse[1] * py + inverse[2]) / w;
          double v = (inverse[3] * px + inverse[4] * py + inverse[5]) / w;
          if (u >= 0 && v >= 0 && u < paper.getWidth() && v < paper.getHeight()) {
            sample(paper, u - 0.5, v - 0.5, sampled);
            covered++;
          } else {
            spread(to[at], sampled);
          }
          for (int c = 0; c < 3; c++) {
            sum[c] += sampled[c] / 4;
          }
        }
        if (covered > 0) {
          to[at] = rgb(sum);
        }
      }
    }
  }

  /** Draws the soft shadow of a sheet on the table. */
  private void shade(BufferedImage photo, double[] corners) {
    double dx = normal(3);
    double dy = uniform(1, 5);
    Path2D outline = path(corners);
    Graphics2D graphics = smooth(photo);
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

  private BufferedImage table(Table table, int width, int height) {
    BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] to = pixels(photo);
    Noise noise = new Noise(random.split());
    int colour =
        switch (table) {
          case DARK -> pick(0x2b2522, 0x33363b, 0x1e1f22, 0x4a3a30, 0x3c4a3f, 0x5d6166);
          case LIGHT -> pick(0xcfcac0, 0xd8d5ce, 0xb9bcc0, 0xe2dccd, 0xc9b79c);
          case WOOD -> pick(0x8a5a33, 0xb58650, 0x6a4226, 0xc79c68, 0x9c7048);
          case CLOTH -> pick(0x8c2f39, 0x2f4d7a, 0x4f7055, 0xa98f6c, 0x777b83);
          case STONE -> pick(0x6d6a66, 0x8f8c88, 0x45474a, 0xa8a39b);
          case TILED -> pick(0xd9d4c8, 0xb0a08c, 0x7d8a94, 0xe4e2dc);
          case WHITE -> pick(0xf2f0ec, 0xe8e8e6, 0xeeeae0);
        };
    double[] base = new double[3];
    spread(colour, base);
    double turn = table == Table.WOOD ? uniform(-0.3, 0.3) : uniform(-0.8, 0.8);
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    boolean upright = random.nextInt(4) == 0;
    double period = width * uniform(0.02, 0.09);
    int weave = random.nextInt(3);
    double plank = height * uniform(0.18, 0.5);
    double[] pixel = new double[3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = cos * x + sin * y;
        double v = -sin * x + cos * y;
        double along = upright ? v : u;
        double across = upright ? u : v;
        double gain =
            switch (table) {
              case TILED -> tiled(noise, u, v, 6 * period);
              case DARK, LIGHT, WHITE -> 1 + 0.03 * noise.at(x / 90.0, y / 90.0);
              case WOOD -> wood(noise, along, across, plank);
              case CLOTH -> cloth(noise, u, v, period, weave);
              case STONE ->
                  1
                      + 0.22 * noise.at(x / 9.0, y / 9.0)
                      + 0.14 * noise.at(x / 35.0, y / 35.0)
                      + 0.1 * noise.at(x / 150.0, y / 150.0);
            };
        for (int c = 0; c < 3; c++) {
          pixel[c] = base[c] * gain;
        }
        to[y * width + x] = rgb(pixel);
      }
    }
    if (random.nextInt(5) == 0) {
      floor(photo);
    }
    return photo;
  }

  private static double tiled(Noise noise, double u, double v, double side) {
    double column = Math.floor(u / side);
    double row = Math.floor(v / side);
    boolean joint = u - column * side < 5 || v - row * side < 5;
    return (joint ? 0.7 : 1) * (1 + 0.05 * noise.at(column * 3.7, row * 5.3));
  }

  private static double wood(Noise noise, double along, double across, double plank) {
    double board = Math.floor(across / plank);
    double within = across - board * plank;
    double seam = within < 3 ? 0.45 : 1;
    double shade = 1 + 0.16 * noise.at(board * 7.3, 0.5);
    double warp = 26 * noise.at(along / 420 + board * 13, across / 60);
    double rings = Math.sin((across + warp) / 5.5);
    double grain = noise.at(along / 70 + board * 31, across / 2.6);
    return seam * shade * (1 + 0.09 * rings + 0.14 * grain);
  }

  private static double cloth(Noise noise, double u, double v, double period, int weave) {
    boolean one = Math.floorMod((long) Math.floor(u / period), 2L) == 0;
    boolean other = Math.floorMod((long) Math.floor(v / period), 2L) == 0;
    double thread =
        1 + 0.06 * Math.sin(u * 1.9) * Math.sin(v * 1.9) + 0.05 * noise.at(u / 3, v / 3);
    double pattern =
        switch (weave) {
          case 0 -> one && other ? 1.55 : one || other ? 1.2 : 0.8;
          case 1 -> one ? 1.45 : 0.85;
          default -> {
            double du = u - (Math.floor(u / period) + 0.5) * period;
            double dv = v - (Math.floor(v / period) + 0.5) * period;
            yield Math.hypot(du, dv) < 0.28 * period ? 1.7 : 0.9;
          }
        };
    return thread * pattern;
  }

  /** Draws the edge of the table and the floor beyond it. */
  private void floor(BufferedImage photo) {
    int width = photo.getWidth();
    int height = photo.getHeight();
    Graphics2D graphics = smooth(photo);
    double depth = uniform(0.03, 0.09) * height;
    double slope = uniform(-0.05, 0.05) * height;
    Path2D beyond = new Path2D.Double();
    beyond.moveTo(0, 0);
    beyond.lineTo(width, 0);
    beyond.lineTo(width, Math.max(4, depth + slope));
    beyond.lineTo(0, Math.max(4, depth - slope));
    beyond.closePath();
    graphics.setColor(new Color(pick(0x3a3531, 0x8d8a86, 0x6b5a4a, 0x22262b)));
    graphics.fill(beyond);
    graphics.dispose();
  }

  /** Draws objects near the border: a cup, a phone. */
  private void objects(BufferedImage photo) {
    int width = photo.getWidth();
    int height = photo.getHeight();
    Graphics2D graphics = smooth(photo);
    if (random.nextInt(3) == 0) {
      double radius = uniform(0.1, 0.16) * width;
      double x = random.nextBoolean() ? 0 : width;
      double y = uniform(0, 1) * height;
      graphics.setColor(new Color(pick(0xe9e6e0, 0x2f5d8a, 0xb33a3a, 0x20242a)));
      graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
      graphics.setColor(new Color(0x3a2415));
      graphics.fill(
          new Ellipse2D.Double(x - 0.85 * radius, y - 0.85 * radius, 1.7 * radius, 1.7 * radius));
    }
    if (random.nextInt(4) == 0) {
      graphics.rotate(uniform(-1, 1), width * 0.95, height * 0.9);
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
    Graphics2D graphics = smooth(photo);
    double x = random.nextBoolean() ? width * 0.02 : width * 0.98;
    double y = height * uniform(0.1, 0.9);
    double angle = Math.PI / 2 + uniform(-0.25, 0.25);
    double length = height * 0.3;
    Line2D barrel =
        new Line2D.Double(
            x - Math.cos(angle) * length,
            y - Math.sin(angle) * length,
            x + Math.cos(angle) * length,
            y + Math.sin(angle) * length);
    graphics.setStroke(
        new BasicStroke(width * 0.014f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.setColor(new Color(pick(0x1b2f6b, 0x17181a, 0xa8242a)));
    graphics.draw(barrel);
    graphics.dispose();
  }

  static double[] homography(double[] from, double[] to) {
    double[][] a = new double[8][9];
    for (int i = 0; i < 4; i++) {
      double x = from[2 * i];
      double y = from[2 * i + 1];
      double u = to[2 * i];
      double v = to[2 * i + 1];
      a[2 * i] = new double[] {x, y, 1, 0, 0, 0, -u * x, -u * y, u};
      a[2 * i + 1] = new double[] {0, 0, 0, x, y, 1, -v * x, -v * y, v};
    }
    for (int column = 0; column < 8; column++) {
      int pivot = column;
      for (int row = column + 1; row < 8; row++) {
        if (Math.abs(a[row][column]) > Math.abs(a[pivot][column])) {
          pivot = row;
        }
      }
      double[] swap = a[column];
      a[column] = a[pivot];
      a[pivot] = swap;
      for (int row = 0; row < 8; row++) {
        if (row != column) {
          double factor = a[row][column] / a[column][column];
          for (int k = column; k < 9; k++) {
            a[row][k] -= factor * a[column][k];
          }
        }
      }
    }
    double[] h = new double[8];
    for (int i = 0; i < 8; i++) {
      h[i] = a[i][8] / a[i][i];
    }
    return h;
  }

  static void sample(BufferedImage image, double x, double y, double[] to) {
    int width = image.getWidth();
    int height = image.getHeight();
    double cx = Math.max(0, Math.min(width - 1.001, x));
    double cy = Math.max(0, Math.min(height - 1.001, y));
    int left = (int) cx;
    int top = (int) cy;
    double right = cx - left;
    double lower = cy - top;
    int[] from = pixels(image);
    int at = top * width + left;
    for (int c = 0; c < 3; c++) {
      int shift = 16 - 8 * c;
      double one = (from[at] >> shift & 255) * (1 - right) + (from[at + 1] >> shift & 255) * right;
      double two =
          (from[at + width] >> shift & 255) * (1 - right)
              + (from[at + width + 1] >> shift & 255) * right;
      to[c] = one * (1 - lower) + two * lower;
    }
  }

  static int[] pixels(BufferedImage image) {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  static int rgb(double[] channels) {
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      rgb = rgb << 8 | (int) Math.max(0, Math.min(255, channels[c] + 0.5));
    }
    return rgb;
  }

  static void spread(int rgb, double[] channels) {
    channels[0] = rgb >> 16 & 255;
    channels[1] = rgb >> 8 & 255;
    channels[2] = rgb & 255;
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

  private static Graphics2D smooth(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    return graphics;
  }

  private double uniform(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  private double normal(double deviation) {
    return deviation * Math.max(-2.5, Math.min(2.5, random.nextGaussian()));
  }

  private int pick(int... from) {
    return from[random.nextInt(from.length)];
  }

  /** Smooth noise from -1 to 1, by interpolation between random values on a grid. */
  private static final class Noise {
    private static final int SIZE = 256;

    private final double[] values = new double[SIZE * SIZE];

    Noise(SplittableRandom random) {
      for (int i = 0; i < values.length; i++) {
        values[i] = 2 * random.nextDouble() - 1;
      }
    }

    double at(double x, double y) {
      int left = (int) Math.floor(x);
      int top = (int) Math.floor(y);
      double u = smooth(x - left);
      double v = smooth(y - top);
      double one = value(left, top) * (1 - u) + value(left + 1, top) * u;
      double two = value(left, top + 1) * (1 - u) + value(left + 1, top + 1) * u;
      return one * (1 - v) + two * v;
    }

    private double value(int x, int y) {
      return values[(y & SIZE - 1) * SIZE + (x & SIZE - 1)];
    }

    private static double smooth(double t) {
      return t * t * (3 - 2 * t);
    }
  }
}
