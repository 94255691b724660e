package dev.cirrus.predict.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** A picture that is larger than those that are read in full. */
public final class LargePicture {
  private LargePicture() {}

  /** Draws a one on a sheet of 5000 × 4000: its left is at 2000, its top at 1000. */
  public static BufferedImage draw() {
    BufferedImage picture = new BufferedImage(5000, 4000, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 5000, 4000);
    pen.setColor(Color.BLACK);
    pen.fillRect(2000, 1000, 300, 2000);
    pen.dispose();
    return picture;
  }
}
