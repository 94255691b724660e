package dev.cirrus.proof;

import static org.junit.jupiter.api.Assertions.fail;

import dev.cirrus.cloud.Template;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
