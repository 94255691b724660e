package dev.cirrus.training.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local folders. */
final class FileStoreTest {
  @TempDir Path folder;

  @Test
  void writingReplacesTheFileAndLeavesNothingElse() throws IOException {
    FileStore store = new FileStore(new Configuration(false), folder.toString());
    store.write("a/b", "old".getBytes(UTF_8));
    store.write("a/b", "new".getBytes(UTF_8));
    assertEquals("new", new String(store.read("a/b"), UTF_8));
    try (Stream<Path> files = Files.list(folder.resolve("a"))) {
      assertEquals(List.of(folder.resolve("a/b")), files.toList());
    }
  }

  @Test
  void errorsNameTheFile() throws IOException {
    FileStore store = new FileStore(new Configuration(false), folder.toString());
    assertFalse(store.has("x"));
    assertEquals(folder.resolve("x") + " is missing.", BadDataMessage.of(() -> store.read("x")));
    Files.writeString(folder.resolve("file"), "");
    String refusal = BadDataMessage.of(() -> store.write("file/x", new byte[1]));
    assertTrue(refusal.startsWith(folder.resolve("file/x") + " could not be written: "), refusal);
  }
}
