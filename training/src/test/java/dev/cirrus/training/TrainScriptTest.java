package dev.cirrus.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the scripts that start the training job, with a job that only waits or none at all. */
final class TrainScriptTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalStopsTheJobAndTheScriptWaitsForIt(String signal, int code) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
    // Like Spark, it takes a while to shut down and uses its scratch directory until then.
    program(
        bin.resolve("java"),
        """
        #!/usr/bin/env bash
        exec 2>/dev/null
        trap 'sleep 0.5; [ -d "$SPARK_LOCAL_DIRS" ] && echo told; exit %2$d' %1$s
        echo started
        while :; do sleep 0.1; done
        """
            .formatted(signal, code));
    program(bin.resolve("jar"), "#!/bin/sh\n");
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    ProcessBuilder builder =
        // A process that a script started in the background ignores SIGINT, and so do its children;
        // Perl restores the default, which bash cannot.
        new ProcessBuilder(
                "perl",
                "-e",
                "$SIG{INT} = 'DEFAULT'; exec @ARGV",
                "bash",
                Path.of("train.sh").toAbsolutePath().toString())
            .redirectErrorStream(true);
    builder.environment().put("CIRRUS_JDK17", folder.resolve("jdk").toString());
    builder.environment().put("TMPDIR", scratch.toString());
    Process script = builder.start();
    try (BufferedReader lines = script.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("started", lines.readLine());
      new ProcessBuilder("kill", "-" + signal, Long.toString(script.pid())).start().waitFor();
      // Reading before the end could block for ever, and then nothing would stop the processes.
      assertTrue(script.waitFor(5, TimeUnit.MINUTES), "the script is still running");
      List<String> rest = lines.lines().toList();
      assertEquals(code, script.exitValue(), rest::toString);
      assertEquals(
          List.of(
              "told",
              "cirrus train: interrupted; run the same command again to continue from the last round"),
          rest);
    } finally {
      script.descendants().forEach(ProcessHandle::destroyForcibly);
      script.destroyForcibly();
    }
    try (var left = Files.list(scratch)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--quick", "--continue", "--weights", "--evaluate"})
  void trainingOnAGpuRefusesOptionsOfOtherRunsBeforeItStarts(String option) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of("gpu/train.sh").toAbsolutePath().toString(), "--gpu", option, "model")
            .redirectErrorStream(true);
    builder.environment().put("CIRRUS_JDK17", folder.toString());
    Process script = builder.start();
    try (BufferedReader lines = script.inputReader(StandardCharsets.UTF_8)) {
      assertEquals(
          List.of("cirrus train: --gpu trains the full recipe and excludes " + option),
          lines.lines().toList());
      assertEquals(2, script.waitFor());
    }
  }

  private static void program(Path file, String text) throws Exception {
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }
}
