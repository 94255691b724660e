package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Checks the size and the content of the zips that are deployed to Lambda. */
final class ZipTest {
  private static final long MEGABYTE = 1_000_000;

  @ParameterizedTest
  @FieldSource("dev.cirrus.systemtests.Repository#FUNCTIONS")
  void zipIsWithinItsSizeLimit(String function) throws IOException {
    // ONNX Runtime's native library alone is 9 MB.
    long limit = List.of("predict", "promote").contains(function) ? 25 : 16;
    long size = Files.size(Repository.zip(function));
    assertTrue(size <= limit * MEGABYTE, size + " bytes");
  }

  @ParameterizedTest
  @FieldSource("dev.cirrus.systemtests.Repository#FUNCTIONS")
  void zipContainsNativeLibrariesOnlyForLambda(String function) throws IOException {
    try (ZipFile zip = new ZipFile(Repository.zip(function).toFile())) {
      List<String> others =
          zip.stream()
              .flatMap(entry ->
                  entry.getName().endsWith(".jar")
                      ? inside(zip, entry)
                      : Stream.of(entry.getName()))
              .filter(name -> name.matches(".*\\.(so|dll|dylib|jnilib)(\\.dbg)?$"))
              .filter(name -> !name.contains("linux-x64"))
              .toList();
      assertEquals(List.of(), others);
    }
  }

  @ParameterizedTest
  @FieldSource("dev.cirrus.systemtests.Repository#FUNCTIONS")
  void theBillOfMaterialsListsEveryLibrary(String function) throws IOException {
    Path zip = Repository.zip(function);
    Set<String> listed = new TreeSet<>();
    for (JsonNode component :
        new ObjectMapper()
            .readTree(zip.resolveSibling(function + "-bom.json").toFile())
            .get("components")) {
      String version = component.get("version").asText();
      listed.add(component.get("name").asText() + "-" + version + ".jar");
    }
    try (ZipFile file = new ZipFile(zip.toFile())) {
      List<String> missing =
          file.stream()
              .map(entry -> entry.getName().replaceFirst(".*/", ""))
              .filter(name -> name.endsWith(".jar"))
              .filter(name -> !listed.contains(name))
              .toList();
      assertEquals(List.of(), missing);
    }
  }

  private static Stream<String> inside(ZipFile zip, ZipEntry entry) {
    try (ZipInputStream jar = new ZipInputStream(zip.getInputStream(entry))) {
      Stream.Builder<String> names = Stream.builder();
      for (ZipEntry each = jar.getNextEntry(); each != null; each = jar.getNextEntry()) {
        names.add(each.getName());
      }
      return names.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
