package dev.cirrus.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command line with its folder and environment: run to its end, or started in the background. */
record Command(Path folder, Map<String, String> environment, List<String> words) {
  /** The status of what was ended as it took too long. */
  static final int LATE = 124;

  /** What only a command that hangs takes: no machine is so slow. */
  static final Duration PATIENCE = Duration.ofMinutes(20);

  Command {
    environment = Map.copyOf(environment);
    words = List.copyOf(words);
  }

  static Command in(Path folder, String... words) {
    return new Command(folder, Map.of(), List.of(words));
  }

  Command with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Command(folder, more, words);
  }

  Command with(Map<String, String> values) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.putAll(values);
    return new Command(folder, more, words);
  }

  Finished run() throws IOException, InterruptedException {
    return run(PATIENCE);
  }

  /** Waits for the end; what takes longer than it may is ended, with all that it started. */
  Finished run(Duration limit) throws IOException, InterruptedException {
    Path out = Files.createTempFile("proof", ".out");
    Path err = Files.createTempFile("proof", ".err");
    try {
      Process process = builder().redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        Background.end(process);
      }
      return new Finished(
          ended ? process.exitValue() : LATE,
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8)
              + (ended ? "" : "\nended after " + limit.toSeconds() + " s"));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  Background start() throws IOException {
    Path log = Files.createTempFile("proof", ".log");
    return new Background(
        builder().redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  /** How a command ended, and what it said. */
  record Finished(int status, String out, String err) {
    String said() {
      return out + err;
    }
  }
}
