package dev.cirrus.systemtests;

import java.io.IOException;
import java.nio.file.Path;

/** Starts the local system as a separate process. */
final class LocalSystemProcess {
  private LocalSystemProcess() {}

  static BackgroundProcess start(int port, Path data) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return Command.in(
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
        .start();
  }
}
