package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.fail;

import dev.cirrus.localaws.Template;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** The repository and the build output under test. */
final class Repository {
  static final Path TEMPLATE = Template.find(Path.of(""));
  static final Path ROOT = TEMPLATE.resolveSibling("");
  static final List<String> FUNCTIONS =
      List.of("predict", "record", "history", "train-trigger", "promote");

  private Repository() {}

  static Path zip(String function) {
    Path zip = ROOT.resolve("functions/" + function + "/target/" + function + ".zip");
    return Files.exists(zip) ? zip : fail(zip + " does not exist: run ./cirrus build");
  }

  /** Finds a free port below the ephemeral range, from which a client could take it meanwhile. */
  static int freePort() throws IOException {
    Random random = new Random();
    for (int tries = 0; tries < 100; tries++) {
      int port = random.nextInt(20_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // Try another one.
      }
    }
    throw new IOException("failed to find a free port between 20000 and 32000");
  }
}
