package dev.cirrus.proof;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.Map;

/** The tools that the proofs use; the first to need one has it installed. */
enum Tool {
  SAM,
  CFN_LINT,
  SCHEMATHESIS,
  /** The image that functions run in, and an engine to run it. */
  IMAGE,
  EMULATOR,
  LOCALSTACK;

  /** What AWS's tools want to see, and this machine needs. */
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "AWS_ACCESS_KEY_ID", "test",
          "AWS_SECRET_ACCESS_KEY", "test",
          "AWS_DEFAULT_REGION", "us-east-1",
          "AWS_EC2_METADATA_DISABLED", "true",
          "SAM_CLI_TELEMETRY", "0",
          "DOCKER_BUILDKIT", "0",
          "PYTHONUTF8", "1");

  /** Where it is; where it can't be had, the test is skipped with the reason. */
  String path() throws IOException, InterruptedException {
    Command.Finished install =
        Command.in(
                Repository.ROOT,
                "bash",
                "proof/tools.sh",
                name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
            .run();
    if (install.status() != 0) {
      abort(install.err().strip().lines().reduce((first, last) -> last).orElse(name()));
    }
    return install.out().strip();
  }
}
