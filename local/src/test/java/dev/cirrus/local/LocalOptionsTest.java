package dev.cirrus.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LocalOptionsTest {
  private static final Path USAGE = Path.of("src/main/resources/dev/cirrus/local/usage.txt");

  @Test
  void acceptsEveryOptionOfTheUsageText() throws IOException {
    List<String> usage = Files.readAllLines(USAGE);
    assertFalse(usage.isEmpty());
    for (String line : usage) {
      String option = line.split(" ", 2)[0];
      assertDoesNotThrow(() -> LocalOptions.read(Path.of(""), List.of(option, "1")), line);
    }
  }
}
