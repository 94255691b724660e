package dev.cirrus.training.report;

import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.evaluation.ScoredDigit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Misread digits as a picture, each above its label and the prediction. */
final class MistakeImage {
  private static final int SCALE = 3;
  private static final int COLUMNS = 12;

  /** The colours of the labels and of the predictions. */
  static final int LABEL = 0x15803d;

  static final int PREDICTION = 0xb91c1c;

  /** The digits in 3 × 5 pixels, one bit each, row by row from the top. */
  private static final int[] GLYPHS = {
    0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111, 0b111_001_111_001_111,
    0b101_101_111_001_001, 0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_001_010_010,
    0b111_101_111_101_111, 0b111_101_111_001_111
  };

  private MistakeImage() {}

  static byte[] png(List<ScoredDigit> mistakes) {
    int cell = LabeledImages.SIDE * SCALE + 4;
    int high = cell + 16;
    int rows = Math.max(1, (mistakes.size() + COLUMNS - 1) / COLUMNS);
    BufferedImage image =
        new BufferedImage(COLUMNS * cell + 4, rows * high + 4, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, 0xffffff);
      }
    }
    for (int i = 0; i < mistakes.size(); i++) {
      int left = 4 + i % COLUMNS * cell;
      int top = 4 + i / COLUMNS * high;
      ScoredDigit mistake = mistakes.get(i);
      for (int y = 0; y < LabeledImages.SIDE * SCALE; y++) {
        for (int x = 0; x < LabeledImages.SIDE * SCALE; x++) {
          int grey = 255 - (mistake.pixels()[y / SCALE * LabeledImages.SIDE + x / SCALE] & 0xff);
          image.setRGB(left + x, top + y, grey * 0x010101);
        }
      }
      int middle = left + LabeledImages.SIDE * SCALE / 2;
      glyph(image, middle - 10, top + cell, mistake.label(), LABEL);
      glyph(image, middle + 4, top + cell, mistake.digit(), PREDICTION);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new IllegalStateException("failed to write to memory", e);
    }
    return png.toByteArray();
  }

  private static void glyph(BufferedImage image, int left, int top, int digit, int colour) {
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 6; x++) {
        if (((GLYPHS[digit] >> (14 - (y / 2 * 3 + x / 2))) & 1) == 1) {
          image.setRGB(left + x, top + y, colour);
        }
      }
    }
  }
}
