package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.Runtime.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the size and the content of the zips that are deployed to Lambda. */
final class ZipTest {
  /** Of a zip with ONNX Runtime, whose native library alone is 9 MB. */
  static final long LIMIT = 25_000_000;

  private static final Set<String> SHARED_LIBRARIES =
      Set.of(
          "ld-linux-aarch64.so.1",
          "ld-linux-x86-64.so.2",
          "libc.so.6",
          "libdl.so.2",
          "libgcc_s.so.1",
          "libm.so.6",
          "libpthread.so.0",
          "librt.so.1",
          "libstdc++.so.6");
  private static final Pattern NEEDED = Pattern.compile("\\(NEEDED\\).*\\[(.+)]");
  private static final Pattern VERSION = Pattern.compile("(GLIBC|GLIBCXX|CXXABI)_([0-9.]+)");

  @TempDir private Path folder;

  @ParameterizedTest
  @FieldSource("dev.cirrus.systemtests.Repository#FUNCTIONS")
  void zipIsWithinItsSizeLimit(String function) throws IOException {
    long limit = List.of("predict", "promote").contains(function) ? LIMIT : 16_000_000;
    long size = Files.size(Repository.zip(function));
    assertTrue(size <= limit, size + " bytes");
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
            .readTree(zip.resolveSibling(function + ".cdx.json").toFile())
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

  @ParameterizedTest
  @FieldSource("dev.cirrus.systemtests.Repository#FUNCTIONS")
  void needsOnlyModulesOfTheJdkThatEveryRuntimeHas(String function) throws Exception {
    Path code = unzip(function);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--multi-release", String.valueOf(Runtime.version().feature()), "-q"));
    arguments.addAll(List.of("--ignore-missing-deps", "--print-module-deps"));
    arguments.addAll(List.of("--class-path", code.resolve("lib") + "/*", code.toString()));
    try (Stream<Path> jars = Files.list(code.resolve("lib"))) {
      jars.map(Path::toString).forEach(arguments::add);
    }
    StringWriter out = new StringWriter();
    PrintWriter print = new PrintWriter(out, true);
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(print, print, arguments.toArray(String[]::new));
    Set<String> modules = new TreeSet<>(List.of(out.toString().strip().split(",", -1)));
    // predict decodes pictures with java.desktop. Amazon's image need not contain jdk.* modules.
    Set<String> expected =
        Set.of("java.base", "java.desktop", "java.logging", "java.management", "java.xml");
    assertTrue(expected.containsAll(modules), modules::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"predict", "promote"})
  void needsOnlySharedLibrariesOfAmazonLinux(String function) throws Exception {
    assertNeedsOnlyLibrariesOfAmazonLinux(unzip(function));
  }

  /** The shared libraries that ONNX Runtime needs, all in Amazon Linux 2023; see operations.md. */
  static void assertNeedsOnlyLibrariesOfAmazonLinux(Path code) throws Exception {
    Set<String> provided = new TreeSet<>(SHARED_LIBRARIES);
    Set<String> needed = new TreeSet<>();
    Set<String> newer = new TreeSet<>();
    try (Stream<Path> files = Files.walk(code)) {
      for (Path library : files.filter(file -> file.toString().endsWith(".so")).toList()) {
        provided.add(library.getFileName() + ".1");
        String elf = readelf(library);
        NEEDED.matcher(elf).results().forEach(match -> needed.add(match.group(1)));
        VERSION
            .matcher(elf)
            .results()
            .filter(match -> isNewer(match.group(2), match.group(1)))
            .forEach(match -> newer.add(match.group()));
      }
    }
    assertTrue(needed.contains("libstdc++.so.6"), needed::toString);
    needed.removeAll(provided);
    assertEquals(Set.of(), needed);
    assertEquals(Set.of(), newer);
  }

  private static String readelf(Path library) throws Exception {
    Command.Finished run;
    try {
      run = Command.in(Repository.ROOT, "readelf", "-dVW", library.toString()).run();
    } catch (IOException e) {
      return abort("readelf (binutils) is not installed");
    }
    assertEquals(0, run.status(), run::output);
    return run.out();
  }

  /** Whether Amazon Linux 2023 (glibc 2.34, GCC 11) lacks a version of a library's symbols. */
  private static boolean isNewer(String version, String library) {
    Version provided =
        Version.parse(
            switch (library) {
              case "GLIBC" -> "2.34";
              case "GLIBCXX" -> "3.4.29";
              default -> "1.3.13"; // CXXABI
            });
    return Version.parse(version).compareTo(provided) > 0;
  }

  private Path unzip(String function) throws IOException {
    return unzip(Repository.zip(function), folder);
  }

  static Path unzip(Path file, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
        Path target = folder.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        try (InputStream content = zip.getInputStream(entry)) {
          Files.copy(content, target);
        }
      }
    }
    return folder;
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
