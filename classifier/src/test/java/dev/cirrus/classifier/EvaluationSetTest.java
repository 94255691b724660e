package dev.cirrus.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class EvaluationSetTest {
  private static EvaluationSet set(String name, int... labels) {
    byte[] bytes = new byte[labels.length];
    byte[] pixels = new byte[labels.length * 784];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
      pixels[i * 784 + i] = (byte) 255;
    }
    return new EvaluationSet(name, bytes, pixels);
  }

  private static byte[] file(EvaluationSet... sets) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EvaluationSet.write(List.of(sets), out);
    return out.toByteArray();
  }

  private static List<EvaluationSet> read(byte[] file) throws IOException {
    return EvaluationSet.read(new ByteArrayInputStream(file));
  }

  @Test
  void readsTheSetsThatWereWritten() throws IOException {
    List<EvaluationSet> sets = read(file(set("mnist-test", 7, 2, 1), set("pens", 0)));
    assertEquals(List.of("mnist-test", "pens"), sets.stream().map(EvaluationSet::name).toList());
    EvaluationSet first = sets.get(0);
    assertEquals(3, first.size());
    assertEquals(1, first.label(2));
    assertEquals(1f, first.image(2)[2]);
    assertEquals(0f, first.image(2)[3]);
  }

  @Test
  void refusesATruncatedOrForeignFile() throws IOException {
    byte[] file = file(set("pens", 1, 2, 3));
    assertThrows(IOException.class, () -> read(Arrays.copyOf(file, file.length / 2)));
    assertThrows(IOException.class, () -> read(new byte[0]));
    assertThrows(IOException.class, () -> read("label,p0".getBytes(StandardCharsets.UTF_8)));
  }

  /** Packs a file with a number of digits in each of its sets, all zeros. */
  private static byte[] zeros(int sets, int digits, boolean withPixels) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(packed))) {
      out.writeInt(0x43455631);
      out.writeInt(sets);
      for (int i = 0; i < sets; i++) {
        out.writeUTF("zeros");
        out.writeInt(digits);
        out.write(new byte[digits]);
        for (int digit = 0; withPixels && digit < digits; digit++) {
          out.write(new byte[784]);
        }
      }
    }
    return packed.toByteArray();
  }

  @Test
  void refusesSetsThatAreTooLargeTogether() throws IOException {
    assertEquals(2, read(zeros(2, 10_000, true)).size());
    byte[] bomb = zeros(16, 10_000, true);
    assertTrue(bomb.length < 200_000, () -> bomb.length + " bytes");
    IOException e = assertThrows(IOException.class, () -> read(bomb));
    assertEquals(
        "expected 1 to 100000 digits in total but got 10000 more", String.valueOf(e.getMessage()));
  }

  @Test
  void allocatesNoMoreThanTheFileContains() throws IOException {
    byte[] file = zeros(1, 100_000, false);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    assertThrows(EOFException.class, () -> read(file));
    long allocated = thread.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 1_000_000, () -> "allocated " + allocated + " bytes");
  }

  @Test
  void refusesInvalidLabelsAndSizes() {
    assertThrows(IllegalArgumentException.class, () -> set("pens", 10));
    assertThrows(IllegalArgumentException.class, () -> set("pens"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EvaluationSet("pens", new byte[2], new byte[784]));
  }
}
