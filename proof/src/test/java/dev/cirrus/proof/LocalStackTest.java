package dev.cirrus.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The adapters' own tests, unchanged, against LocalStack in place of the embedded services. */
final class LocalStackTest {
  private static final String MODULES =
      "functions/ledger,functions/runs,functions/predict,functions/record,functions/history,"
          + "functions/train-trigger,functions/promote";

  @Test
  void theAdaptersTestsPassAgainstLocalStack() throws Exception {
    String start = Tool.LOCALSTACK.path();
    int port = start.startsWith("docker") ? 4566 : Repository.freePort();
    String endpoint = "http://127.0.0.1:" + port;
    try (Background localStack =
        Command.in(Repository.ROOT, start.split(" ", -1))
            .with("GATEWAY_LISTEN", "127.0.0.1:" + port)
            .start()) {
      localStack.await(
          java.net.URI.create(endpoint + "/_localstack/health"), Duration.ofMinutes(2));
      Command.Finished tests =
          Command.in(
                  Repository.ROOT,
                  "mvn",
                  "-B",
                  "-ntp",
                  "test",
                  "-pl",
                  MODULES,
                  "-am",
                  "-Dgroups=adapter",
                  "-Dsurefire.reportNameSuffix=localstack",
                  "-Dspotless.check.skip")
              .with(
                  Map.of(
                      "AWS_ENDPOINT_URL", endpoint,
                      "AWS_REGION", "us-east-1",
                      "AWS_ACCESS_KEY_ID", "test",
                      "AWS_SECRET_ACCESS_KEY", "test"))
              .run(Duration.ofMinutes(5));
      assertEquals(0, tests.status(), tests::said);
    }
    List<Path> reports = reports();
    assertTrue(reports.size() >= 3, () -> "only " + reports);
  }

  private static List<Path> reports() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.ROOT.resolve("functions"), 4)) {
      return files
          .filter(file -> file.getFileName().toString().matches("TEST-.*-localstack\\.xml"))
          .toList();
    }
  }
}
