package dev.cirrus.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template before the tools that read it. */
final class TemplateToolsTest {
  @TempDir private Path folder;

  @Test
  void samFindsNoFaultInTheTemplate() throws Exception {
    Command.Finished validate = run(Tool.SAM.path(), "validate", "--lint");
    assertEquals(0, validate.status(), validate::said);
  }

  @Test
  void cfnLintFindsNoFaultInTheTemplate() throws Exception {
    Command.Finished lint = run(Tool.CFN_LINT.path(), "template.yaml");
    assertEquals(0, lint.status(), lint::said);
  }

  @Test
  void samBuildLeavesEachZipAsMavenMadeIt() throws Exception {
    Command.Finished build =
        run(Tool.SAM.path(), "build", "--build-dir", folder.resolve("build").toString());
    assertEquals(0, build.status(), build::said);
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
