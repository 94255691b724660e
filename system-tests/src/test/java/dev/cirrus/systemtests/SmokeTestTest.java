package dev.cirrus.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the smoke test of deployments against the local system and against one that is broken. */
final class SmokeTestTest {
  private static final List<String> CHECKS =
      List.of(
          "health",
          "model",
          "known-digits",
          "wrong-input",
          "validation",
          "record",
          "foreign-record",
          "administrators",
          "page",
          "headers");

  @Test
  void theLocalSystemPasses(@TempDir Path data) throws Exception {
    int port = Repository.freePort();
    try (BackgroundProcess system = LocalSystemProcess.start(port, data)) {
      system.await(URI.create("http://127.0.0.1:" + port + "/health"));
      Command.Finished smoke =
          Command.in(Repository.ROOT, "bash", "cirrus", "smoke", "--port", String.valueOf(port))
              .run();
      assertEquals(0, smoke.status(), smoke::output);
      assertTrue(smoke.out().contains("ok      record"), smoke::output);
    }
  }

  @Test
  void aDomainIsNotNeededToTestItsFirstDeployment() throws Exception {
    String code =
        """
        import io, stack
        class Bucket:
            def get_object(self, **_):
                return {"Body": io.BytesIO(b'{"version": "1.0.0"}')}
        class SmokeTest:
            def __init__(self, page, api, version):
                print(page, api, version)
            def run(self, skipped):
                return 0
        stack.boto3.client = lambda service: Bucket()
        stack.SmokeTest = SmokeTest
        stack.outputs = lambda name: {
            "PageUrl": "https://digits.example.org", "DistributionDomain": "d1.cloudfront.net",
            "ApiUrl": "https://api.example.org", "ModelBucketName": "models"}
        stack.smoke("cirrus", [])
        """;
    String python = Path.of(Tool.SAM.path()).resolveSibling("python").toString();
    Command.Finished smoke =
        Command.in(Repository.ROOT, python, "-c", code).with("PYTHONPATH", "deploy").run();
    assertEquals(
        """
        https://d1.cloudfront.net https://api.example.org 1.0.0
        https://digits.example.org leads there once its DNS record points to d1.cloudfront.net
        """,
        smoke.out(),
        smoke::output);
  }

  @Test
  void everyCheckFailsOnABrokenSystemAndSaysWhatToDo() throws Exception {
    HttpServer broken =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    broken.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"message\":\"broken\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    broken.start();
    try {
      String address = "http://localhost:" + broken.getAddress().getPort();
      Command.Finished smoke =
          Command.in(
                  Repository.ROOT,
                  "python3",
                  "deploy/smoke.py",
                  address,
                  address,
                  "--model",
                  "1.0.0")
              .run();
      assertEquals(1, smoke.status(), smoke::output);
      for (String check : CHECKS) {
        assertTrue(smoke.out().contains("FAILED  " + check + ": expected "), smoke::output);
      }
      assertTrue(smoke.out().contains("docs/runbooks.md#modelrefusedalarm"), smoke::output);
    } finally {
      broken.stop(0);
    }
  }
}
