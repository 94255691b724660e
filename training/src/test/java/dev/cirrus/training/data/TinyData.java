package dev.cirrus.training.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Synthetic data in the real formats. */
public final class TinyData {
  private TinyData() {}

  /** Images that are easy to classify: one to five bars, vertical or horizontal. */
  public static LabeledImages images(int count, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * LabeledImages.PIXELS];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      int digit = random.nextInt(10);
      labels[i] = (byte) digit;
      int lines = digit % 5 + 1;
      for (int line = 0; line < lines; line++) {
        for (int k = 4; k < 24; k++) {
          int across = 4 + 4 * line;
          int at = digit < 5 ? across * 28 + k : k * 28 + across;
          pixels[i * LabeledImages.PIXELS + at] = (byte) (155 + random.nextInt(100));
        }
      }
    }
    return new LabeledImages(pixels, labels);
  }

  public static byte[] idxImages(LabeledImages images) {
    return idx(0x803, images.count(), images.pixels(), true);
  }

  public static byte[] idxLabels(LabeledImages images) {
    return idx(0x801, images.count(), images.labels(), false);
  }

  private static byte[] idx(int magic, int count, byte[] data, boolean sides) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      out.writeInt(magic);
      out.writeInt(count);
      if (sides) {
        out.writeInt(28);
        out.writeInt(28);
      }
      out.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes a folder for {@code --data}: images, and pen strokes of ten writers. */
  public static void write(Path folder) throws IOException {
    Path mnist = Files.createDirectories(folder.resolve("mnist"));
    StringBuilder sums = new StringBuilder();
    for (String set : List.of("train", "t10k")) {
      LabeledImages images = images(set.equals("train") ? 400 : 100, set.length());
      Map<String, byte[]> files =
          Map.of(
              set + "-images-idx3-ubyte.gz", idxImages(images),
              set + "-labels-idx1-ubyte.gz", idxLabels(images));
      for (var file : files.entrySet()) {
        Files.write(mnist.resolve(file.getKey()), file.getValue());
        try (var in = new GZIPInputStream(new ByteArrayInputStream(file.getValue()))) {
          sums.append(FileStore.md5(in.readAllBytes()))
              .append("  ")
              .append(file.getKey())
              .append('\n');
        }
      }
    }
    Files.writeString(mnist.resolve("MD5SUMS"), sums);
    Path pens = Files.createDirectories(folder.resolve("pen-strokes"));
    StringBuilder digits = new StringBuilder();
    StringBuilder letters = new StringBuilder();
    for (int writer = 0; writer < 10; writer++) {
      for (int digit = 0; digit < 10; digit++) {
        String strokes = "[[[0,0],[" + (10 + digit) + ",0],[" + (writer + 2 * digit) + ",40]]]";
        line(digits, Integer.toString(digit), writer, strokes);
      }
      line(letters, "\"K\"", writer, "[[[0,0],[0,40]],[[20,0],[0,20],[20,40]]]");
    }
    Files.write(pens.resolve("unipen-1a.jsonl.gz"), gzip(digits.toString()));
    Files.write(pens.resolve("unipen-letters.jsonl.gz"), gzip(letters.toString()));
  }

  private static void line(StringBuilder lines, String label, int writer, String strokes) {
    lines
        .append("{\"label\":")
        .append(label)
        .append(",\"writer\":\"org/w")
        .append(writer)
        .append("\",\"strokes\":")
        .append(strokes)
        .append("}\n");
  }

  public static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
