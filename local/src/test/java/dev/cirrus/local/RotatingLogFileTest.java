package dev.cirrus.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RotatingLogFileTest {
  private static final int MAX_SIZE = 10_000;

  @TempDir Path folder;

  private void write(int first, int last) throws IOException {
    try (PrintStream lines =
        new PrintStream(
            new RotatingLogFile(folder.resolve("functions.log"), MAX_SIZE),
            true,
            StandardCharsets.UTF_8)) {
      for (int i = first; i <= last; i++) {
        lines.println(line(i));
      }
    }
  }

  private static String line(int number) {
    return number + " " + "é".repeat(number % 300);
  }

  @Test
  void appendsToASmallFile() throws IOException {
    write(1, 10);
    write(11, 20);
    assertEquals(
        IntStream.rangeClosed(1, 20).mapToObj(RotatingLogFileTest::line).toList(),
        Files.readAllLines(folder.resolve("functions.log")));
  }

  @Test
  void keepsTheLastLinesInTwoFilesOfLimitedSize() throws IOException {
    write(1, 500);
    write(501, 1000);
    List<String> kept = new ArrayList<>();
    kept.addAll(Files.readAllLines(folder.resolve("functions.log.1")));
    kept.addAll(Files.readAllLines(folder.resolve("functions.log")));
    assertEquals(
        IntStream.rangeClosed(1001 - kept.size(), 1000)
            .mapToObj(RotatingLogFileTest::line)
            .toList(),
        kept);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertTrue(Files.size(file) < MAX_SIZE + 1000, file + " is too large");
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }
}
