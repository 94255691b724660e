package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LicencesTest {
  @Test
  void everyShippedLibraryIsListedWithACompatibleLicence() throws Exception {
    Command.Finished check =
        Command.in(Repository.ROOT, "python3", "deploy/licences.py", "--check").run();
    assertEquals(0, check.status(), check::output);
  }
}
