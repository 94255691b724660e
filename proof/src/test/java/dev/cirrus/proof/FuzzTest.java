package dev.cirrus.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system on one machine, before a fuzzer that knows the interface's description. */
final class FuzzTest {
  private static final int SECONDS = 75;

  @TempDir private Path data;

  @Test
  void noRequestGetsAnAnswerThatTheDescriptionDoesNotKnow() throws Exception {
    String fuzzer = Tool.SCHEMATHESIS.path();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    int port = Repository.freePort();
    String address = "http://127.0.0.1:" + port;
    try (Background system =
        Command.in(
                Repository.ROOT,
                java.toString(),
                "@local/jvm.options",
                "-cp",
                "local/target/classes:local/target/lib/*",
                "dev.cirrus.local.Main",
                "--port",
                String.valueOf(port),
                "--data",
                data.toString())
            .start()) {
      system.await(URI.create(address + "/health"));
      Command.Finished fuzz =
          Command.in(
                  data,
                  fuzzer,
                  "--config-file",
                  Repository.ROOT.resolve("proof/schemathesis.toml").toString(),
                  "run",
                  Repository.ROOT.resolve("api/openapi.yaml").toString(),
                  "--url",
                  address,
                  "--max-time",
                  String.valueOf(SECONDS),
                  // A busy machine must fail no test.
                  "--request-timeout",
                  "60",
                  "--checks",
                  "not_a_server_error,status_code_conformance,content_type_conformance,"
                      + "response_headers_conformance,response_schema_conformance,"
                      + "negative_data_rejection",
                  // It would train for minutes, for each of its requests.
                  "--exclude-operation-id",
                  "startTrainingRun",
                  "--header",
                  "Authorization: Bearer proof-of-the-interface-0123",
                  "--seed",
                  "1",
                  "--no-color")
              .with("PYTHONUTF8", "1")
              .run();
      Files.writeString(Repository.ROOT.resolve("proof/target/schemathesis.txt"), fuzz.said());
      assertEquals(0, fuzz.status(), fuzz::said);
    }
  }
}
