package dev.cirrus.bench.reading;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Paints the tops of tables: their material, and now and then an edge with the floor beyond. */
final class TableTop {
  private final RandomValues random;

  TableTop(RandomValues random) {
    this.random = random;
  }

  BufferedImage paint(Table table, int width, int height) {
    BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] to = Pixels.of(photo);
    Noise noise = new Noise(random.split());
    int colour =
        switch (table) {
          case DARK -> random.pick(0x2b2522, 0x33363b, 0x1e1f22, 0x4a3a30, 0x3c4a3f, 0x5d6166);
          case LIGHT -> random.pick(0xcfcac0, 0xd8d5ce, 0xb9bcc0, 0xe2dccd, 0xc9b79c);
          case WOOD -> random.pick(0x8a5a33, 0xb58650, 0x6a4226, 0xc79c68, 0x9c7048);
          case CLOTH -> random.pick(0x8c2f39, 0x2f4d7a, 0x4f7055, 0xa98f6c, 0x777b83);
          case STONE -> random.pick(0x6d6a66, 0x8f8c88, 0x45474a, 0xa8a39b);
          case TILED -> random.pick(0xd9d4c8, 0xb0a08c, 0x7d8a94, 0xe4e2dc);
          case WHITE -> random.pick(0xf2f0ec, 0xe8e8e6, 0xeeeae0);
        };
    double[] base = new double[3];
    Pixels.spread(colour, base);
    double turn = table == Table.WOOD ? random.uniform(-0.3, 0.3) : random.uniform(-0.8, 0.8);
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    boolean upright = random.below(4) == 0;
    double period = width * random.uniform(0.02, 0.09);
    int weave = random.below(3);
    double plank = height * random.uniform(0.18, 0.5);
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
        to[y * width + x] = Pixels.rgb(pixel);
      }
    }
    if (random.below(5) == 0) {
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
    Graphics2D graphics = Pixels.smoothGraphics(photo);
    double depth = random.uniform(0.03, 0.09) * height;
    double slope = random.uniform(-0.05, 0.05) * height;
    Path2D beyond = new Path2D.Double();
    beyond.moveTo(0, 0);
    beyond.lineTo(width, 0);
    beyond.lineTo(width, Math.max(4, depth + slope));
    beyond.lineTo(0, Math.max(4, depth - slope));
    beyond.closePath();
    graphics.setColor(new Color(random.pick(0x3a3531, 0x8d8a86, 0x6b5a4a, 0x22262b)));
    graphics.fill(beyond);
    graphics.dispose();
  }
}
