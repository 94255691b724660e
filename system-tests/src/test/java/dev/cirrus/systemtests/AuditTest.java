package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the check for vulnerabilities with a stand-in for osv-scanner, which asks osv.dev. */
final class AuditTest {
  @TempDir private Path folder;

  @BeforeEach
  void installScanner() throws Exception {
    Path scanner = folder.resolve("osv-scanner");
    Files.writeString(scanner, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 7\n");
    assertTrue(scanner.toFile().setExecutable(true));
  }

  @Test
  void everyFunctionTheTrainingJobAndThePageAreScanned() throws Exception {
    List<String> expected = new ArrayList<>(List.of("frontend/package-lock.json"));
    Repository.FUNCTIONS.stream()
        .sorted()
        .forEach(function ->
            expected.add("functions/" + function + "/target/" + function + ".cdx.json"));
    expected.add("training/target/training.cdx.json");
    Command.Finished audit = audit("--offline");
    List<String> scanned = audit.out().lines().toList();
    assertEquals(List.of("scan", "source"), scanned.subList(0, 2), audit::output);
    assertEquals(expected, scanned.stream().filter(word -> word.contains("/")).toList());
    assertEquals("--offline", scanned.getLast());
  }

  @Test
  void whatTheScannerFindsFailsTheCheck() throws Exception {
    assertEquals(7, audit().status());
  }

  private Command.Finished audit(String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("bash", "deploy/audit.sh"));
    words.addAll(List.of(options));
    return Command.in(Repository.ROOT, words.toArray(String[]::new))
        .with("PATH", folder + ":" + System.getenv("PATH"))
        .run();
  }
}
