package dev.cirrus.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders on this machine, and those that only Hadoop can reach. */
final class StoreTest {
  @TempDir Path folder;

  @Test
  void aWrittenFileReplacesTheOldOneAndLeavesNothingElse() throws IOException {
    Store store = new Store(new Configuration(false), folder.toString());
    store.write("a/b", "old".getBytes(UTF_8));
    store.write("a/b", "new".getBytes(UTF_8));
    assertEquals("new", new String(store.read("a/b"), UTF_8));
    try (Stream<Path> files = Files.list(folder.resolve("a"))) {
      assertEquals(List.of(folder.resolve("a/b")), files.toList());
    }
  }

  @Test
  void whatIsMissingOrCannotBeWrittenIsNamed() throws IOException {
    Store store = new Store(new Configuration(false), folder.toString());
    assertFalse(store.has("x"));
    assertEquals(folder.resolve("x") + " is missing.", Refusal.of(() -> store.read("x")));
    Files.writeString(folder.resolve("file"), "");
    String refusal = Refusal.of(() -> store.write("file/x", new byte[1]));
    assertTrue(refusal.startsWith(folder.resolve("file/x") + " cannot be written: "), refusal);
  }

  @Test
  void aRemoteFolderIsReadAndWrittenThroughHadoop() throws IOException {
    Configuration configuration = new Configuration(false);
    configuration.setClass("fs.s3.impl", Bucket.class, org.apache.hadoop.fs.FileSystem.class);
    Store store = new Store(configuration, "s3://bucket" + folder);
    assertFalse(store.has("m/card.json"));
    assertEquals(
        "s3://bucket" + folder + "/m/card.json is missing.",
        Refusal.of(() -> store.read("m/card.json")));
    byte[] bytes = {1, 2, 3};
    store.write("m/card.json", bytes);
    assertTrue(store.has("m/card.json"));
    assertArrayEquals(bytes, store.read("m/card.json"));
    assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("m/card.json")));
  }

  /** This machine's files under S3's scheme: EMR's own file system stands there in its place. */
  public static final class Bucket extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("s3://bucket");
    }
  }
}
