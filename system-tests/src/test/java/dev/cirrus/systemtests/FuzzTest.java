package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fuzzes the local system with requests derived from the OpenAPI description. */
final class FuzzTest {
  private static final int SECONDS = Integer.getInteger("cirrus.fuzz.seconds", 75);

  /** For each operation. */
  private static final int MIN_CASES = 100;

  @TempDir private Path data;

  @Test
  void everyAnswerConformsToTheDescription() throws Exception {
    String fuzzer = Tool.SCHEMATHESIS.path();
    int port = Repository.freePort();
    String address = "http://127.0.0.1:" + port;
    try (BackgroundProcess system = LocalSystemProcess.start(port, data)) {
      system.await(URI.create(address + "/health"));
      Command.Finished fuzz =
          Command.in(
                  data,
                  fuzzer,
                  "--config-file",
                  Repository.ROOT.resolve("system-tests/schemathesis.toml").toString(),
                  "run",
                  Repository.ROOT.resolve("api/openapi.yaml").toString(),
                  "--url",
                  address,
                  "--max-time",
                  String.valueOf(SECONDS),
                  "--max-examples",
                  // Several times as many cases as a machine sends in this time to all operations.
                  String.valueOf(Math.max(MIN_CASES, 10 * SECONDS)),
                  // A slow machine must not fail a test.
                  "--request-timeout",
                  "60",
                  "--checks",
                  "not_a_server_error,status_code_conformance,content_type_conformance,"
                      + "response_headers_conformance,response_schema_conformance,"
                      + "negative_data_rejection",
                  // Each request would start a training run of minutes.
                  "--exclude-operation-id",
                  "startTrainingRun",
                  "--header",
                  "Authorization: Bearer owner-key-of-the-fuzz-test",
                  "--seed",
                  "1",
                  "--no-color")
              .with("PYTHONUTF8", "1")
              .run();
      Files.writeString(
          Repository.ROOT.resolve("system-tests/target/schemathesis.txt"), fuzz.output());
      assertEquals(0, fuzz.status(), fuzz::output);
    }
  }
}
