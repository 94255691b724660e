package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds zips again, in another directory and for arm64. */
@Order(2)
final class ReproducibleBuildTest {
  private static final String NATIVES = "ai/onnxruntime/native/";

  @TempDir private static Path copy;

  @TempDir private Path folder;

  @BeforeAll
  static void buildAgain() throws Exception {
    Command.Finished copied =
        Command.in(
                Repository.ROOT,
                "bash",
                "-c",
                "tar -c --exclude=.git --exclude=target --exclude=node_modules --exclude=.cirrus"
                    + " --exclude=.aws-sam . | tar -x -C \"$COPY\"")
            .with("COPY", copy.toString())
            .run();
    assertEquals(0, copied.status(), copied::output);
    Command.Finished build =
        Command.in(
                copy,
                "mvn",
                "-B",
                "-ntp",
                "-q",
                "package",
                "-DskipTests",
                "-DskipChecks",
                "-Dlambda.natives=linux-aarch64",
                "-pl",
                "functions/record,functions/predict",
                "-am")
            .run();
    assertEquals(0, build.status(), build::output);
  }

  @Test
  void aSecondBuildProducesTheSameZip() throws IOException {
    assertEquals(-1, Files.mismatch(Repository.zip("record"), again("record")));
  }

  @Test
  void aZipForArm64DiffersOnlyInItsNativeLibraries() throws IOException {
    Predicate<String> isNative = name -> name.startsWith(NATIVES);
    Map<String, Long> expected = checksums(Repository.zip("predict"));
    Map<String, Long> actual = checksums(again("predict"));
    Set<String> natives = actual.keySet().stream().filter(isNative).collect(Collectors.toSet());
    assertEquals(
        Set.of(
            NATIVES + "linux-aarch64/libonnxruntime.so",
            NATIVES + "linux-aarch64/libonnxruntime4j_jni.so"),
        natives);
    expected.keySet().removeIf(isNative);
    actual.keySet().removeIf(isNative);
    assertEquals(expected, actual);
  }

  @Test
  void aZipForArm64FitsTheLimitAndNeedsOnlyLibrariesOfAmazonLinux() throws Exception {
    long size = Files.size(again("predict"));
    assertTrue(size <= ZipTest.LIMIT, size + " bytes");
    ZipTest.assertNeedsOnlyLibrariesOfAmazonLinux(ZipTest.unzip(again("predict"), folder));
  }

  private static Path again(String function) {
    return copy.resolve("functions/" + function + "/target/" + function + ".zip");
  }

  /** The checksum of each file. */
  private static Map<String, Long> checksums(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream()
          .filter(entry -> !entry.isDirectory())
          .collect(
              Collectors.toMap(ZipEntry::getName, ZipEntry::getCrc, (a, b) -> b, TreeMap::new));
    }
  }
}
