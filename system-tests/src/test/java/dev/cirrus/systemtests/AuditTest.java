package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the check for vulnerabilities, without osv.dev: osv-scanner with databases that contain one
 * advisory each, and a stand-in for it that shows what it is called with.
 */
final class AuditTest {
  private static final String NOT_FIXED = "999.0.0";

  @TempDir private Path folder;

  @Test
  void everyFunctionTheTrainingJobAndThePageAreScanned() throws Exception {
    Path scanner = folder.resolve("osv-scanner");
    Files.writeString(scanner, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertTrue(scanner.toFile().setExecutable(true));
    List<String> expected = new ArrayList<>(List.of("frontend/package-lock.json"));
    Repository.FUNCTIONS.stream()
        .sorted()
        .forEach(function ->
            expected.add("functions/" + function + "/target/" + function + ".cdx.json"));
    expected.add("training/target/training.cdx.json");
    Command.Finished audit = audit(folder, "--offline");
    List<String> scanned = audit.out().lines().toList();
    assertEquals(List.of("scan", "source"), scanned.subList(0, 2), audit::output);
    assertEquals(expected, scanned.stream().filter(word -> word.contains("/")).toList());
    assertEquals("--offline", scanned.getLast());
  }

  @Test
  void aVulnerableLibraryOfTheFunctionsFailsTheCheck() throws Exception {
    addAdvisory("Maven", "com.fasterxml.jackson.core:jackson-core", NOT_FIXED);
    addAdvisory("npm", "not-used-here", NOT_FIXED);
    assertFinds("TEST-Maven");
  }

  @Test
  void aVulnerablePackageOfThePageFailsTheCheck() throws Exception {
    addAdvisory("Maven", "com.example:not-used-here", NOT_FIXED);
    addAdvisory("npm", "vite", NOT_FIXED);
    assertFinds("TEST-npm");
  }

  @Test
  void aVulnerabilityThatIsFixedInTheVersionUsedPassesTheCheck() throws Exception {
    addAdvisory("Maven", "com.fasterxml.jackson.core:jackson-core", "2.0.0");
    addAdvisory("npm", "vite", "2.0.0");
    Command.Finished audit = offline();
    assertEquals(0, audit.status(), audit::output);
  }

  @Test
  void withoutDatabasesTheCheckFails() throws Exception {
    Command.Finished audit = offline();
    assertTrue(audit.output().contains("no offline version of the OSV database"), audit::output);
    assertTrue(audit.status() != 0, audit::output);
  }

  /** Makes a database of an ecosystem with one advisory, for all versions before a fixed one. */
  private void addAdvisory(String ecosystem, String name, String fixed) throws IOException {
    String advisory =
        """
        {"schema_version": "1.7.0", "id": "TEST-%1$s", "modified": "2026-01-01T00:00:00Z",
         "affected": [{"package": {"ecosystem": "%1$s", "name": "%2$s"}, "ranges":
           [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "%3$s"}]}]}]}
        """
            .formatted(ecosystem, name, fixed);
    Path database = folder.resolve("osv-scanner/" + ecosystem + "/all.zip");
    Files.createDirectories(database.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(database))) {
      zip.putNextEntry(new ZipEntry("TEST-" + ecosystem + ".json"));
      zip.write(advisory.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void assertFinds(String id) throws Exception {
    Command.Finished audit = offline();
    assertTrue(audit.output().contains("https://osv.dev/" + id), audit::output);
    assertEquals(1, audit.status(), audit::output);
  }

  private Command.Finished offline() throws Exception {
    return audit(Path.of(Tool.OSV_SCANNER.path()).resolveSibling(""), "--offline");
  }

  private Command.Finished audit(Path scanner, String option) throws Exception {
    return Command.in(Repository.ROOT, "bash", "deploy/audit.sh", option)
        .with("PATH", scanner + ":" + System.getenv("PATH"))
        .with("OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY", folder.toString())
        .run();
  }
}
