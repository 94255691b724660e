package dev.cirrus.proof;

import static org.junit.jupiter.api.Assertions.fail;

import dev.cirrus.cloud.Template;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** What the build has made, and where. */
final class Repository {
  static final Path TEMPLATE = Template.find(Path.of(""));
  static final Path ROOT = TEMPLATE.resolveSibling("");
  static final List<String> FUNCTIONS =
      List.of("predict", "record", "history", "train-trigger", "promote");

  private Repository() {}

  static Path zip(String function) {
    Path zip = ROOT.resolve("functions/" + function + "/target/" + function + ".zip");
    return Files.exists(zip) ? zip : fail(zip + " is not there: build it with mvn package");
  }

  /** A port that nobody has, below those that systems give away to whoever connects meanwhile. */
  static int freePort() throws IOException {
    Random random = new Random();
    for (int tries = 0; tries < 100; tries++) {
      int port = random.nextInt(20_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // Another one, then.
      }
    }
    throw new IOException("100 ports between 20000 and 32000 are all taken");
  }
}
