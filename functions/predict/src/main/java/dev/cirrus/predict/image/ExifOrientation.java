package dev.cirrus.predict.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The orientation of a photo, 1 to 8, as EXIF's tag 0x0112 states it. */
final class ExifOrientation {
  static final int UPRIGHT = 1;
  private static final int LAST = 8;

  /** From this value on, width and height are exchanged. */
  private static final int FIRST_SIDEWAYS = 5;

  private static final int TAG = 0x0112;
  private static final int CHANNELS = 4;

  /** The bytes "Exif", which two zero bytes follow. */
  private static final int EXIF = 0x45786966;

  private static final int EXIF_HEADER = 6;
  private static final int ENTRY = 12;

  /** The type of the chunk of a PNG that contains EXIF without that header: "eXIf". */
  private static final int EXIF_CHUNK = 0x65584966;

  private static final int PNG_SIGNATURE = 8;

  /**
   * The bytes of a PNG's chunk before its content, its length and type, and after it, a checksum.
   */
  private static final int CHUNK_HEADER = 8;

  private static final int CHUNK_CHECKSUM = 4;

  private ExifOrientation() {}

  static boolean isSideways(int orientation) {
    return orientation >= FIRST_SIDEWAYS;
  }

  /** Returns the orientation that a picture's EXIF states, or upright if it states none. */
  static int of(byte[] picture, ImageFormat format) {
    return switch (format) {
      case PNG -> ofPng(ByteBuffer.wrap(picture));
      case JPEG -> ofJpeg(picture);
    };
  }

  private static int ofPng(ByteBuffer png) {
    long chunk = PNG_SIGNATURE;
    while (chunk + CHUNK_HEADER <= png.limit()) {
      int start = (int) chunk + CHUNK_HEADER;
      long length = png.getInt((int) chunk) & 0xffff_ffffL;
      if (png.getInt((int) chunk + 4) == EXIF_CHUNK) {
        return ofTiff(png.slice(start, (int) Math.min(length, png.limit() - start)));
      }
      chunk = start + length + CHUNK_CHECKSUM;
    }
    return UPRIGHT;
  }

  private static int ofJpeg(byte[] jpeg) {
    JpegSegments segments = new JpegSegments(jpeg);
    while (segments.next() && segments.marker() != JpegSegments.START_OF_SCAN) {
      ByteBuffer content = segments.content();
      if (segments.marker() == JpegSegments.APP1
          && content.limit() > EXIF_HEADER
          && content.getInt(0) == EXIF) {
        return ofTiff(content.slice(EXIF_HEADER, content.limit() - EXIF_HEADER));
      }
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

  /** Rotates and flips pixels of four bytes so that the picture is upright. */
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
          default ->
              throw new IllegalArgumentException(
                  "expected an orientation from 1 to 8 but got " + orientation);
        }
        System.arraycopy(rgba, from, turned, (top * turnedWidth + left) * CHANNELS, CHANNELS);
        from += CHANNELS;
      }
    }
    return turned;
  }
}
