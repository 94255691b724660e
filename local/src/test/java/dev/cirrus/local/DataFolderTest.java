package dev.cirrus.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests starts with data that can't be used. */
final class DataFolderTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path data = Path.of("");

  private LocalSystem start() throws IOException {
    return LocalSystem.start(new LocalOptions(HOME, "127.0.0.1", 0, data, 0, "", 0, ""));
  }

  @Test
  void aFolderOfAnotherFormatIsRefused() throws IOException {
    DataFolder.open(data).close();
    DataFolder.open(data).close();
    Files.writeString(data.resolve("format"), "2\n");
    StartupException refused = assertThrows(StartupException.class, () -> DataFolder.open(data));
    assertSaysInOneLine(refused, "\"2\"");
  }

  @Test
  void aFullDiskIsReportedAsSuch() {
    DataFolder.checkSpace(data, 2 << 20);
    StartupException refused =
        assertThrows(StartupException.class, () -> DataFolder.checkSpace(data, 4096));
    assertSaysInOneLine(refused, "full: free 100 MB");
  }

  @Test
  void damagedFilesAreReportedWithTheirFolder() throws IOException {
    start().close();
    damage("queues");
    assertSaysInOneLine(assertThrows(StartupException.class, this::start), "queues in");
    delete("queues");
    damage("tables");
    assertSaysInOneLine(assertThrows(StartupException.class, this::start), "the table");
    delete("tables");
    start().close();
  }

  private void assertSaysInOneLine(StartupException e, String reason) {
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(reason), message);
    assertTrue(message.contains(data.toString()), message);
    assertTrue(message.contains("--data DIR"), message);
    assertEquals(1, message.lines().count(), message);
  }

  /** Overwrites the databases in a folder. */
  private void damage(String folder) throws IOException {
    List<Path> databases = databases(folder);
    assertFalse(databases.isEmpty());
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    for (Path database : databases) {
      Files.write(database, noise);
    }
  }

  private void delete(String folder) throws IOException {
    for (Path database : databases(folder)) {
      Files.delete(database);
    }
  }

  private List<Path> databases(String folder) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve(folder))) {
      return files.filter(file -> file.toString().contains(".db")).toList();
    }
  }
}
