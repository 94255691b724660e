package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the template with SAM CLI and cfn-lint. */
final class TemplateToolsTest {
  @TempDir private Path folder;

  @Test
  void samValidatesTheTemplate() throws Exception {
    Command.Finished validate = run(Tool.SAM.path(), "validate", "--lint");
    assertEquals(0, validate.status(), validate::output);
  }

  @Test
  void cfnLintAcceptsTheTemplate() throws Exception {
    Command.Finished lint = run(Tool.CFN_LINT.path(), "template.yaml");
    assertEquals(0, lint.status(), lint::output);
  }

  @Test
  void samBuildDoesNotChangeTheZips() throws Exception {
    Command.Finished build =
        run(Tool.SAM.path(), "build", "--build-dir", folder.resolve("build").toString());
    assertEquals(0, build.status(), build::output);
    String built = Files.readString(folder.resolve("build/template.yaml"));
    for (String function : Repository.FUNCTIONS) {
      String code =
          built
              .lines()
              .filter(line -> line.contains("CodeUri:") && line.endsWith(function + ".zip"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(function + " is not in " + built));
      Path zip = folder.resolve("build").resolve(code.replaceFirst(".*CodeUri: *", ""));
      assertEquals(-1, Files.mismatch(zip, Repository.zip(function)), function);
    }
  }

  private static Command.Finished run(String... words) throws IOException, InterruptedException {
    return Command.in(Repository.ROOT, words).with(Tool.ENVIRONMENT).run();
  }
}
