package dev.cirrus.training.data;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Images of 28 × 28 pixels with their labels: one unsigned byte a pixel, ink bright. The arrays are
 * shared, not copied, since they are large; nothing writes to them.
 */
// Compared nowhere; its arrays are large, shared and never written to.
@SuppressWarnings("ArrayRecordComponent")
public record LabeledImages(byte[] pixels, byte[] labels) implements Serializable {
  public static final int SIDE = 28;
  public static final int PIXELS = SIDE * SIDE;

  public LabeledImages {
    if (pixels.length != labels.length * PIXELS) {
      throw new IllegalArgumentException(
          "expected "
              + labels.length * PIXELS
              + " pixels for "
              + labels.length
              + " labels but got "
              + pixels.length);
    }
  }

  public int count() {
    return labels.length;
  }

  /** Returns a range of the images, {@code to} excluded. */
  public LabeledImages slice(int from, int to) {
    return new LabeledImages(
        Arrays.copyOfRange(pixels, from * PIXELS, to * PIXELS),
        Arrays.copyOfRange(labels, from, to));
  }

  /** Concatenates several sets. */
  public static LabeledImages join(List<LabeledImages> parts) {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    for (LabeledImages part : parts) {
      pixels.writeBytes(part.pixels);
      labels.writeBytes(part.labels);
    }
    return new LabeledImages(pixels.toByteArray(), labels.toByteArray());
  }

  /** Writes the pixels of one image as the values 0–1 that the network expects. */
  public void toFloats(int index, float[] into, int offset) {
    toFloats(pixels, index * PIXELS, into, offset);
  }

  /** Writes the pixels of one image as values from 0 to 1. */
  public static void toFloats(byte[] pixels, int from, float[] into, int offset) {
    for (int i = 0; i < PIXELS; i++) {
      into[offset + i] = (pixels[from + i] & 0xff) / 255f;
    }
  }
}
