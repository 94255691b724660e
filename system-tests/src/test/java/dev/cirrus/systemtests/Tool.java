package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** The external tools of these tests; {@code tools.sh} installs each at its first use. */
enum Tool {
  SAM,
  AWS,
  CFN_LINT,
  SCHEMATHESIS,
  /** A Python with NVIDIA's client of the Open Inference Protocol. */
  TRITONCLIENT,
  OSV_SCANNER,
  ACTIONLINT,
  /** The image that functions run in, and a Docker engine to run it. */
  IMAGE,
  EMULATOR,
  LOCALSTACK;

  /** Settings that keep the AWS tools offline and non-interactive. */
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "AWS_ACCESS_KEY_ID", "test",
          "AWS_SECRET_ACCESS_KEY", "test",
          "AWS_DEFAULT_REGION", "us-east-1",
          "AWS_EC2_METADATA_DISABLED", "true",
          "SAM_CLI_TELEMETRY", "0",
          "DOCKER_BUILDKIT", "0",
          "PYTHONUTF8", "1");

  /** Returns the path of the tool, or skips the test with the reason why it is unavailable. */
  String path() throws IOException, InterruptedException {
    Command.Finished install =
        Command.in(
                Repository.ROOT,
                "bash",
                "system-tests/tools.sh",
                name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .run();
    if (install.status() != 0) {
      abort(install.err().strip().lines().reduce((first, last) -> last).orElse(name()));
    }
    return install.out().strip();
  }
}
