package dev.cirrus.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class CorrectionsReaderTest {
  private static final String HEAD = "label" + ",pixel".repeat(784) + "\n";

  private static LabeledImages read(String csv) {
    return CorrectionsReader.read(
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "fix.csv");
  }

  @Test
  void readsRowsWithAndWithoutAHeaderLine() {
    String row = "7" + ",255".repeat(784) + "\n";
    assertEquals(2, read(HEAD + row + row).count());
    assertEquals(7, read(row).labels()[0]);
    assertEquals((byte) 255, read(row).pixels()[783]);
  }

  @Test
  void aShortRowIsReportedWithItsLine() {
    assertEquals(
        "fix.csv, line 2: expected a label and 784 values but got 4 fields.",
        BadDataMessage.of(() -> read(HEAD + "1,2,3,4\n")));
  }

  @Test
  void aValueThatIsNotANumberFrom0To255IsReportedWithItsLine() {
    for (String bad : new String[] {"NaN", "256", "-1", "x"}) {
      assertEquals(
          "fix.csv, line 1: expected a number from 0 to 255 but got \"" + bad + "\".",
          BadDataMessage.of(() -> read("3," + bad + ",0".repeat(783) + "\n")));
    }
  }
}
