package dev.cirrus.predict.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures that state their orientation, as those of phones do. */
public final class ExifPicture {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  private ExifPicture() {}

  /**
   * Photographs a sheet of 640 × 480 pixels with the lines 717 and 41 with a camera held so that
   * the photograph needs the orientation to be upright.
   *
   * @param orientation 1, 3, 6 or 8, which phones state
   */
  public static byte[] sheet(int orientation) {
    BufferedImage sheet = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = pen(sheet);
    seven(pen, 120, 80);
    one(pen, 290, 80);
    seven(pen, 380, 80);
    four(pen, 120, 280);
    one(pen, 290, 280);
    pen.dispose();
    boolean sideways = ExifOrientation.isSideways(orientation);
    BufferedImage photo =
        new BufferedImage(
            sideways ? HEIGHT : WIDTH, sideways ? WIDTH : HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D turned = photo.createGraphics();
    turned.translate(photo.getWidth() / 2.0, photo.getHeight() / 2.0);
    turned.rotate(
        switch (orientation) {
          case 1 -> 0;
          case 3 -> Math.PI;
          case 6 -> -Math.PI / 2;
          case 8 -> Math.PI / 2;
          default ->
              throw new IllegalArgumentException(
                  "expected an orientation that phones state but got " + orientation);
        });
    turned.drawImage(sheet, -WIDTH / 2, -HEIGHT / 2, null);
    turned.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    try {
      ImageIO.write(photo, "jpeg", jpeg);
    } catch (IOException e) {
      throw new UncheckedIOException("failed to write a JPEG into memory", e);
    }
    return withOrientation(jpeg.toByteArray(), orientation, true);
  }

  private static Graphics2D pen(BufferedImage sheet) {
    Graphics2D pen = sheet.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.setColor(new Color(0x1c2a6b));
    pen.setStroke(new BasicStroke(11, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    return pen;
  }

  private static void seven(Graphics2D pen, int x, int y) {
    stroke(pen, x, y, x + 75, y, x + 25, y + 120);
  }

  private static void one(Graphics2D pen, int x, int y) {
    stroke(pen, x, y, x, y + 120);
  }

  private static void four(Graphics2D pen, int x, int y) {
    stroke(pen, x + 45, y, x, y + 75, x + 80, y + 75);
    stroke(pen, x + 55, y + 35, x + 55, y + 120);
  }

  private static void stroke(Graphics2D pen, int... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    pen.draw(path);
  }

  /** Inserts an EXIF segment with an orientation. */
  static byte[] withOrientation(byte[] jpeg, int orientation, boolean little) {
    byte[] tiff = tiff(orientation, little);
    ByteBuffer part = ByteBuffer.allocate(10 + tiff.length);
    part.putShort((short) 0xffe1).putShort((short) (8 + tiff.length));
    part.put(new byte[] {'E', 'x', 'i', 'f', 0, 0}).put(tiff);
    return inserted(jpeg, 2, part.array());
  }

  /** Inserts a chunk with EXIF and an orientation after a PNG's header. */
  static byte[] pngWithOrientation(byte[] png, int orientation, boolean little) {
    byte[] tiff = tiff(orientation, little);
    ByteBuffer chunk = ByteBuffer.allocate(12 + tiff.length);
    chunk.putInt(tiff.length).put(new byte[] {'e', 'X', 'I', 'f'}).put(tiff);
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array(), 4, 4 + tiff.length);
    chunk.putInt((int) checksum.getValue());
    return inserted(png, 33, chunk.array());
  }

  private static byte[] inserted(byte[] file, int at, byte[] part) {
    return ByteBuffer.allocate(file.length + part.length)
        .put(file, 0, at)
        .put(part)
        .put(file, at, file.length - at)
        .array();
  }

  private static byte[] tiff(int orientation, boolean little) {
    ByteBuffer tiff = ByteBuffer.allocate(26);
    tiff.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M'));
    tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return tiff.array();
  }
}
