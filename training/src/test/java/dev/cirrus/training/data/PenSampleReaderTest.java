package dev.cirrus.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PenSampleReaderTest {
  private static final String SEVEN =
      "{\"label\":7,\"writer\":\"org/ann\",\"strokes\":[[[0,0],[9,0]],[[4.5,3]]],\"more\":{}}\n";

  private static List<PenSample> read(byte[] gzipped) {
    return PenSampleReader.read(new ByteArrayInputStream(gzipped), "pens.gz");
  }

  @Test
  void readsLabelWriterAndStrokes() {
    PenSample seven = read(TinyData.gzip(SEVEN)).get(0);
    assertEquals('7', seven.label());
    assertEquals("org", seven.organisation());
    assertArrayEquals(new float[] {0, 0, 9, 0}, seven.strokes().get(0));
    assertArrayEquals(new float[] {4.5f, 3}, seven.strokes().get(1));
  }

  @Test
  void aStraightLineCanOnlyBeAOne() {
    float[] line = {0, 0, 1, 20, 2, 40};
    assertTrue(new PenSample('4', "o/a", List.of(line)).isFragment());
    assertFalse(new PenSample('1', "o/a", List.of(line)).isFragment());
    assertFalse(new PenSample('l', "o/a", List.of(line)).isFragment());
    assertFalse(
        new PenSample('4', "o/a", List.of(line, new float[] {-9, 5, -9, 22, 12, 21})).isFragment());
    assertFalse(new PenSample('7', "o/a", List.of(new float[] {0, 0, 20, 0, 8, 40})).isFragment());
  }

  @Test
  void anInvalidLineIsReportedWithItsNumber() {
    String message =
        BadDataMessage.of(
            () -> read(TinyData.gzip(SEVEN + "{\"label\":\"77\",\"writer\":\"o/a\"}\n")));
    assertEquals(
        "pens.gz could not be read after line 2: expected a label of one character but got \"77\"",
        message);
  }

  @Test
  void aTruncatedFileIsRejected() {
    byte[] whole = TinyData.gzip(SEVEN.repeat(50));
    String message = BadDataMessage.of(() -> read(Arrays.copyOf(whole, whole.length - 12)));
    assertTrue(message.startsWith("pens.gz could not be read after line"), message);
  }

  @Test
  void anEmptyFileIsRejected() {
    assertEquals("pens.gz is empty.", BadDataMessage.of(() -> read(TinyData.gzip(""))));
  }
}
