package dev.cirrus.predict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a camera was held: EXIF's tag 0x0112, one to eight. */
final class ExifOrientation {
  static final int UPRIGHT = 1;
  private static final int LAST = 8;

  /** From here on, width and height change places. */
  private static final int FIRST_SIDEWAYS = 5;

  private static final int TAG = 0x0112;
  private static final int CHANNELS = 4;
  private static final int EXIF_HEADER = 6;
  private static final int ENTRY = 12;

  private ExifOrientation() {}

  static boolean isSideways(int orientation) {
    return orientation >= FIRST_SIDEWAYS;
  }

  /** What a JPEG's EXIF part says; upright where it has none or says nothing sensible. */
  static int of(byte[] jpeg) {
    ByteBuffer bytes = ByteBuffer.wrap(jpeg);
    int at = 2;
    while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff) {
      int marker = jpeg[at + 1] & 0xff;
      int length = bytes.getShort(at + 2) & 0xffff;
      if (marker == 0xda || length < 2) {
        return UPRIGHT;
      }
      int from = at + 4;
      int end = Math.min(at + 2 + length, jpeg.length);
      if (marker == 0xe1 && end - from > EXIF_HEADER && bytes.getInt(from) == 0x45786966) {
        return ofTiff(bytes.slice(from + EXIF_HEADER, end - from - EXIF_HEADER));
      }
      at += 2 + length;
    }
    return UPRIGHT;
  }

  private static int ofTiff(ByteBuffer tiff) {
    if (tiff.limit() < 8) {
      return UPRIGHT;
    }
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = tiff.getInt(4) & 0xffff_ffffL;
    if (directory + 2 > tiff.limit()) {
      return UPRIGHT;
    }
    int entries = tiff.getShort((int) directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + (long) i * ENTRY;
      if (entry + ENTRY > tiff.limit()) {
        return UPRIGHT;
      }
      if ((tiff.getShort((int) entry) & 0xffff) == TAG) {
        int value = tiff.getShort((int) entry + 8) & 0xffff;
        return value >= UPRIGHT && value <= LAST ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  /** Turns and flips pixels of four bytes so that the picture stands upright. */
  static byte[] turn(byte[] rgba, int width, int height, int orientation) {
    if (orientation == UPRIGHT) {
      return rgba;
    }
    byte[] turned = new byte[rgba.length];
    int turnedWidth = isSideways(orientation) ? height : width;
    int from = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int left = x;
        int top = y;
        switch (orientation) {
          case 2 -> left = width - 1 - x;
          case 3 -> {
            left = width - 1 - x;
            top = height - 1 - y;
          }
          case 4 -> top = height - 1 - y;
          case 5 -> {
            left = y;
            top = x;
          }
          case 6 -> {
            left = height - 1 - y;
            top = x;
          }
          case 7 -> {
            left = height - 1 - y;
            top = width - 1 - x;
          }
          case 8 -> {
            left = y;
            top = width - 1 - x;
          }
          default -> throw new IllegalArgumentException("There are eight orientations.");
        }
        System.arraycopy(rgba, from, turned, (top * turnedWidth + left) * CHANNELS, CHANNELS);
        from += CHANNELS;
      }
    }
    return turned;
  }
}
