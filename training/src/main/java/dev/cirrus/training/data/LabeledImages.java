package dev.cirrus.training.data;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Images of 28 × 28 with their digits, packed: one unsigned byte a pixel, ink bright. The arrays
 * are shared, not copied, since they are large: none writes to them.
 */
// Compared nowhere; its arrays are large, shared and never written to.
@SuppressWarnings("ArrayRecordComponent")
public record LabeledImages(byte[] pixels, byte[] labels) implements Serializable {
  public static final int SIDE = 28;
  public static final int PIXELS = SIDE * SIDE;

  public LabeledImages {
    if (pixels.length != labels.length * PIXELS) {
      throw new IllegalArgumentException(
          pixels.length + " pixels do not belong to " + labels.length + " labels");
    }
  }

  public int count() {
    return labels.length;
  }

  /** Those from one place up to another. */
  public LabeledImages slice(int from, int to) {
    return new LabeledImages(
        Arrays.copyOfRange(pixels, from * PIXELS, to * PIXELS),
        Arrays.copyOfRange(labels, from, to));
  }

  /** All of several, in their order. */
  public static LabeledImages join(List<LabeledImages> parts) {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    for (LabeledImages part : parts) {
      pixels.writeBytes(part.pixels);
      labels.writeBytes(part.labels);
    }
    return new LabeledImages(pixels.toByteArray(), labels.toByteArray());
  }

  /** The pixels of one image as the network takes them, 0–1. */
  public void toFloats(int index, float[] into, int offset) {
    for (int i = 0, p = index * PIXELS; i < PIXELS; i++, p++) {
      into[offset + i] = (pixels[p] & 0xff) / 255f;
    }
  }
}
