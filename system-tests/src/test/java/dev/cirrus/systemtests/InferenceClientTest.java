package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the Open Inference Protocol of the local system with NVIDIA's client. */
final class InferenceClientTest {
  @TempDir private Path data;

  @Test
  void anImageIsClassifiedThroughNvidiasClient() throws Exception {
    String python = Tool.TRITONCLIENT.path();
    int port = Repository.freePort();
    try (BackgroundProcess system = LocalSystemProcess.start(port, data)) {
      system.await(URI.create("http://127.0.0.1:" + port + "/health"));
      Command.Finished client =
          Command.in(
                  Repository.ROOT,
                  python,
                  "system-tests/inference_client.py",
                  "127.0.0.1:" + port,
                  "events/predict/one-image.json",
                  "7")
              .run();
      assertEquals(0, client.status(), client::output);
    }
  }
}
