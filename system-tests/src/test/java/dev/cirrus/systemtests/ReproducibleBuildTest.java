package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds a zip again, in another directory. */
@Order(2)
final class ReproducibleBuildTest {
  @TempDir private Path copy;

  @Test
  void aSecondBuildProducesTheSameZip() throws Exception {
    Command.Finished copied =
        Command.in(
                Repository.ROOT,
                "bash",
                "-c",
                "tar -c --exclude=.git --exclude=target --exclude=node_modules --exclude=.cirrus"
                    + " --exclude=.aws-sam . | tar -x -C \"$COPY\"")
            .with("COPY", copy.toString())
            .run();
    assertEquals(0, copied.status(), copied::output);
    Command.Finished build =
        Command.in(
                copy,
                "mvn",
                "-B",
                "-ntp",
                "-q",
                "package",
                "-DskipTests",
                "-Dspotless.check.skip",
                "-pl",
                "functions/record",
                "-am")
            .run();
    assertEquals(0, build.status(), build::output);
    Path again = copy.resolve("functions/record/target/record.zip");
    assertEquals(-1, Files.mismatch(Repository.zip("record"), again));
  }
}
