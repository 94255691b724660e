package dev.cirrus.classifier;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Labelled digits that no model is trained on. The training job writes them beside its candidate;
 * the gate evaluates the candidate and the current model on them.
 *
 * <p>The file is gzipped, with big-endian numbers: a magic number and the number of sets, then for
 * each set its name ({@link DataOutputStream#writeUTF}), the number of digits, one byte for each
 * label and 784 bytes for the pixels of each digit, with bright ink.
 */
public final class EvaluationSet {
  /** The name of MNIST's test images. */
  public static final String MNIST = "MNIST test";

  /** The name of the set of pen digits by held-out writers, drawn anywhere on the canvas. */
  public static final String PEN = "pen, free";

  /**
   * The hashes of both sets if the training data is the published one (see CONTRIBUTING.md). They
   * change with the data, with how digits are drawn, and with how vision normalizes them.
   */
  public static final Set<String> PUBLISHED_SHA256 =
      Set.of(
          "c4f79d04cdebedfb637be8ac2809621469fdb5a6b8ca6ac0d408db0a28cf61cb",
          "ff1510f0b592be31fe09f623752cf4b0353e5dea61e0866d38a9bc76a9ea2d95");

  private static final int MAGIC = 0x43455631;
  private static final int MAX_SETS = 16;
  private static final int MAX_DIGITS = 100_000;
  private static final int PIXELS = 784;

  private final String name;
  private final byte[] labels;
  private final byte[] pixels;

  /**
   * Creates a set.
   *
   * @param labels one label from 0 to 9 for each digit
   * @param pixels 784 pixels for each digit
   */
  public EvaluationSet(String name, byte[] labels, byte[] pixels) {
    if (labels.length == 0 || labels.length > MAX_DIGITS) {
      throw new IllegalArgumentException(
          "expected 1 to " + MAX_DIGITS + " digits but got " + labels.length);
    }
    if (pixels.length != labels.length * PIXELS) {
      throw new IllegalArgumentException(
          "expected " + labels.length * PIXELS + " pixels but got " + pixels.length);
    }
    for (byte label : labels) {
      if (label < 0 || label > 9) {
        throw new IllegalArgumentException("expected labels from 0 to 9 but got " + label);
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

  /** Returns a digit as the model's input: 784 values from 0 to 1. */
  public float[] image(int digit) {
    float[] image = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      image[i] = (pixels[digit * PIXELS + i] & 0xff) / 255f;
    }
    return image;
  }

  /** Returns the pixels of a digit, row by row. */
  public byte[] pixels(int digit) {
    return Arrays.copyOfRange(pixels, digit * PIXELS, (digit + 1) * PIXELS);
  }

  /** Returns the SHA-256 of the name, the labels and the pixels, in hex. */
  public String sha256() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    // So that no other name and labels result in the same bytes.
    content.write(0);
    content.writeBytes(labels);
    content.writeBytes(pixels);
    return ModelCheck.sha256(content.toByteArray());
  }

  /** Writes sets in the format that {@link #read} expects. */
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
   * @throws IOException if the file is malformed or truncated
   */
  public static List<EvaluationSet> read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(new GZIPInputStream(from));
    if (in.readInt() != MAGIC) {
      throw new IOException("expected a file of evaluation sets but got something else");
    }
    int count = in.readInt();
    if (count < 1 || count > MAX_SETS) {
      throw new IOException("expected 1 to " + MAX_SETS + " evaluation sets but got " + count);
    }
    List<EvaluationSet> sets = new ArrayList<>();
    int total = 0;
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      int digits = in.readInt();
      // In total, because a few kilobytes can be unpacked to gigabytes.
      if (digits < 1 || digits > MAX_DIGITS - total) {
        throw new IOException(
            "expected 1 to " + MAX_DIGITS + " digits in total but got " + digits + " more");
      }
      total += digits;
      byte[] labels = readExactly(in, digits);
      byte[] pixels = readExactly(in, digits * PIXELS);
      try {
        sets.add(new EvaluationSet(name, labels, pixels));
      } catch (IllegalArgumentException e) {
        throw new IOException("the evaluation set " + name + " is invalid", e);
      }
    }
    return List.copyOf(sets);
  }

  /** Reads bytes, and allocates no more than are there. */
  private static byte[] readExactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("expected " + count + " bytes but got " + bytes.length);
    }
    return bytes;
  }
}
