package dev.cirrus.prediction;

import java.util.Arrays;
import java.util.Base64;

/** A 28 × 28 image: 784 values from 0 (paper) to 255 (ink), row by row. */
public final class Pixels {
  public static final int COUNT = 784;
  public static final int MAX = 255;

  private final byte[] bytes;

  private Pixels(byte[] bytes) {
    if (bytes.length != COUNT) {
      throw new IllegalArgumentException("expected " + COUNT + " values but got " + bytes.length);
    }
    this.bytes = bytes;
  }

  /** Creates an image from one unsigned byte for each value. */
  public static Pixels ofBytes(byte[] unsigned) {
    return new Pixels(unsigned.clone());
  }

  /** Creates an image from values between 0 and 255, which are rounded. */
  public static Pixels ofValues(float[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      if (!(value >= 0 && value <= MAX)) {
        throw new IllegalArgumentException(
            "expected value " + (i + 1) + " to be between 0 and 255");
      }
      bytes[i] = (byte) Math.round(value);
    }
    return new Pixels(bytes);
  }

  /** Parses what {@link #base64()} returned. */
  public static Pixels ofBase64(String base64) {
    return new Pixels(Base64.getDecoder().decode(base64));
  }

  /** Returns the value at an index, 0 to 255. */
  public int at(int index) {
    return bytes[index] & 0xff;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pixels that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Pixels";
  }
}
