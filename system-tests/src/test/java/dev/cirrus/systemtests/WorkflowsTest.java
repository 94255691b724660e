package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Checks GitHub's workflows. */
final class WorkflowsTest {
  @Test
  void actionlintAcceptsEveryWorkflow() throws Exception {
    // Without the linters for scripts, which are not installed on every machine.
    Command.Finished lint =
        Command.in(
                Repository.ROOT,
                "sh",
                "-c",
                "\"$LINT\" -shellcheck= -pyflakes= .github/workflows/*.yml")
            .with("LINT", Tool.ACTIONLINT.path())
            .run();
    assertEquals(0, lint.status(), lint::output);
  }
}
