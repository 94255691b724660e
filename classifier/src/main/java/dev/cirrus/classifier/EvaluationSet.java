package dev.cirrus.classifier;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Labelled digits that no model is trained on. The training job writes them beside its candidate,
 * and the gate measures the candidate and the model that serves by them.
 *
 * <p>The file is gzipped, its numbers big-endian: a magic number, how many sets there are, then for
 * each its name (as {@link DataOutputStream#writeUTF} has it), how many digits it has, a byte for
 * each label, and 784 bytes for each digit's pixels, ink bright.
 */
public final class EvaluationSet {
  /** The name of MNIST's test images. */
  public static final String MNIST = "MNIST test";

  /** The name of pen digits of writers held out, drawn anywhere on the canvas. */
  public static final String PEN = "pen, free";

  private static final int MAGIC = 0x43455631;
  private static final int MOST_SETS = 16;
  private static final int MOST_DIGITS = 100_000;
  private static final int PIXELS = 784;

  private final String name;
  private final byte[] labels;
  private final byte[] pixels;

  /**
   * @param labels one for each digit, 0 to 9
   * @param pixels 784 for each digit
   */
  public EvaluationSet(String name, byte[] labels, byte[] pixels) {
    if (labels.length == 0 || labels.length > MOST_DIGITS) {
      throw new IllegalArgumentException(
          "An evaluation set has 1 to " + MOST_DIGITS + " digits, not " + labels.length);
    }
    if (pixels.length != labels.length * PIXELS) {
      throw new IllegalArgumentException(
          labels.length + " digits do not have " + pixels.length + " pixels");
    }
    for (byte label : labels) {
      if (label < 0 || label > 9) {
        throw new IllegalArgumentException("Not a digit: " + label);
      }
    }
    this.name = name;
    this.labels = labels.clone();
    this.pixels = pixels.clone();
  }

  public String name() {
    return name;
  }

  public int size() {
    return labels.length;
  }

  public int label(int digit) {
    return labels[digit];
  }

  /** A digit as the model takes it: 784 values from 0 to 1. */
  public float[] image(int digit) {
    float[] image = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      image[i] = (pixels[digit * PIXELS + i] & 0xff) / 255f;
    }
    return image;
  }

  /** Writes sets, as {@link #read} takes them. */
  public static void write(List<EvaluationSet> sets, OutputStream to) throws IOException {
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(to))) {
      out.writeInt(MAGIC);
      out.writeInt(sets.size());
      for (EvaluationSet set : sets) {
        out.writeUTF(set.name);
        out.writeInt(set.labels.length);
        out.write(set.labels);
        out.write(set.pixels);
      }
    }
  }

  /**
   * Reads sets.
   *
   * @throws IOException where it is no such file, or only a part of one
   */
  public static List<EvaluationSet> read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(new GZIPInputStream(from));
    if (in.readInt() != MAGIC) {
      throw new IOException("Not a file of evaluation sets");
    }
    int count = in.readInt();
    if (count < 1 || count > MOST_SETS) {
      throw new IOException("A file of " + count + " evaluation sets");
    }
    List<EvaluationSet> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      int digits = in.readInt();
      if (digits < 1 || digits > MOST_DIGITS) {
        throw new IOException("An evaluation set of " + digits + " digits");
      }
      byte[] labels = new byte[digits];
      in.readFully(labels);
      byte[] pixels = new byte[digits * PIXELS];
      in.readFully(pixels);
      try {
        sets.add(new EvaluationSet(name, labels, pixels));
      } catch (IllegalArgumentException e) {
        throw new IOException("The evaluation set " + name + " is broken", e);
      }
    }
    return List.copyOf(sets);
  }
}
