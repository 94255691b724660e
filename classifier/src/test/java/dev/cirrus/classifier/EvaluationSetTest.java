package dev.cirrus.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
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

  @Test
  void refusesInvalidLabelsAndSizes() {
    assertThrows(IllegalArgumentException.class, () -> set("pens", 10));
    assertThrows(IllegalArgumentException.class, () -> set("pens"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EvaluationSet("pens", new byte[2], new byte[784]));
  }
}
