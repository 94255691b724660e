package dev.cirrus.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the form of the documents, their links and the version that they name. */
final class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DECISIONS = ROOT.resolve("docs/decisions");
  private static final Pattern LINK =
      Pattern.compile("]\\((?!https?:|mailto:)([^)#]*)(#[^)]*)?\\)");

  static List<Path> decisionRecords() throws IOException {
    try (Stream<Path> files = Files.list(DECISIONS)) {
      return files.filter(file -> number(file).matches("\\d{4}")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("decisionRecords")
  void aDecisionRecordHasTitleDateStatusContextDecisionAndConsequences(Path record)
      throws IOException {
    String text = Files.readString(record);
    assertTrue(
        text.matches(
            ("# %s .+\\n\\nDate: \\d{4}-\\d\\d-\\d\\d\\n\\nStatus: (accepted|superseded).*\\n\\n"
                    + "## Context\\n[\\s\\S]+\\n## Decision\\n[\\s\\S]+"
                    + "\\n## Consequences\\n[\\s\\S]+")
                .formatted(number(record))),
        () -> "see docs/decisions/0001 for the form of " + record);
  }

  @Test
  void theIndexListsEveryDecisionRecordInOrder() throws IOException {
    List<String> expected = new ArrayList<>();
    for (Path record : decisionRecords()) {
      String title = Files.readString(record).lines().findFirst().orElse("").substring(7);
      expected.add("- [" + number(record) + "](" + record.getFileName() + ") " + title);
    }
    List<String> listed =
        Files.readAllLines(DECISIONS.resolve("README.md")).stream()
            .filter(line -> line.startsWith("- "))
            .toList();
    assertEquals(expected, listed);
  }

  static List<Path> documents() throws IOException {
    try (Stream<Path> files =
        Stream.of(".", "docs", "docs/decisions", "functions/ledger", "functions/train-trigger")
            .map(ROOT::resolve)
            .flatMap(DocumentsTest::list)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFile(Path document) throws IOException {
    Matcher links = LINK.matcher(Files.readString(document));
    List<String> broken = new ArrayList<>();
    while (links.find()) {
      if (!Files.exists(document.resolveSibling(links.group(1)))) {
        broken.add(links.group(1));
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void allFilesNameTheSameVersion() throws IOException {
    String version = find("pom.xml", "<version>([^<]+)</version>");
    assertEquals(version, find("frontend/package.json", "\"version\": \"([^\"]+)\""));
    assertEquals(version, find("api/openapi.yaml", "\\n  version: (\\S+)"));
    assertEquals(version, find("CHANGELOG.md", "\\n## \\[(\\d[^]]*)]"));
  }

  private static String find(String file, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(ROOT.resolve(file)));
    assertTrue(matcher.find(), file);
    return matcher.group(1);
  }

  private static String number(Path record) {
    return record.getFileName().toString().replaceFirst("-.*", "");
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theDocumentedCostMatchesTheCostModel() throws IOException, InterruptedException {
    Process check =
        new ProcessBuilder("python3", "deploy/cost.py", "--check")
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, check.waitFor(), output);
  }
}
