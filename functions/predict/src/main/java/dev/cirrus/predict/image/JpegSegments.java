package dev.cirrus.predict.image;

import java.nio.ByteBuffer;

/**
 * Iterates over the marker segments of a JPEG (ITU-T T.81, annex B), without decoding them.
 *
 * <p>A marker is 0xFF and a code; any number of 0xFF fill bytes may precede it. After a start of
 * scan come entropy-coded bytes, in which 0xFF is followed by 0x00 or by a restart marker.
 */
final class JpegSegments {
  static final int START_OF_IMAGE = 0xd8;
  static final int END_OF_IMAGE = 0xd9;
  static final int START_OF_SCAN = 0xda;
  static final int APP1 = 0xe1;

  private static final int PREFIX = 0xff;
  private static final int TEMPORARY = 0x01;
  private static final int FIRST_RESTART = 0xd0;
  private static final int LAST_RESTART = 0xd7;
  private static final int LENGTH_BYTES = 2;

  private final byte[] jpeg;

  /** Where the search for the next marker begins. */
  private int position;

  private int marker;
  private int start;
  private int end;

  JpegSegments(byte[] jpeg) {
    this.jpeg = jpeg;
  }

  /** Moves to the next segment; false at the end of the image or where the JPEG is cut short. */
  boolean next() {
    if (marker == END_OF_IMAGE || !findMarker()) {
      return false;
    }
    start = position;
    end = position;
    if (!standsAlone(marker)) {
      if (position + LENGTH_BYTES > jpeg.length) {
        return false;
      }
      int length = ((jpeg[position] & 0xff) << 8) | (jpeg[position + 1] & 0xff);
      if (length < LENGTH_BYTES) {
        return false;
      }
      start = position + LENGTH_BYTES;
      end = Math.min(position + length, jpeg.length);
      position += length;
    }
    return true;
  }

  /** The code of the segment's marker. */
  int marker() {
    return marker;
  }

  /** The segment's content, without its length. */
  ByteBuffer content() {
    return ByteBuffer.wrap(jpeg, start, end - start).slice();
  }

  /** Skips to the next marker, fill bytes and entropy-coded bytes included. */
  private boolean findMarker() {
    while (position + 1 < jpeg.length) {
      int code = jpeg[position + 1] & 0xff;
      boolean found = (jpeg[position] & 0xff) == PREFIX && code != 0 && code != PREFIX;
      position++;
      if (found && !isRestart(code)) {
        position++;
        marker = code;
        return true;
      }
    }
    return false;
  }

  private static boolean isRestart(int code) {
    return code >= FIRST_RESTART && code <= LAST_RESTART;
  }

  private static boolean standsAlone(int code) {
    return code == START_OF_IMAGE || code == END_OF_IMAGE || code == TEMPORARY;
  }
}
