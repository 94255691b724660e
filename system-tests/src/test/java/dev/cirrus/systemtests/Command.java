package dev.cirrus.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command line with its working directory and environment. */
record Command(Path directory, Map<String, String> environment, List<String> words) {
  /** The exit status of a command that was stopped because it ran too long. */
  static final int TIMED_OUT = 124;

  /** Longer than any command takes that does not hang, even on a slow machine. */
  static final Duration DEADLINE = Duration.ofMinutes(45);

  Command {
    environment = Map.copyOf(environment);
    words = List.copyOf(words);
  }

  static Command in(Path directory, String... words) {
    return new Command(directory, Map.of(), List.of(words));
  }

  Command with(String name, String value) {
    return with(Map.of(name, value));
  }

  Command with(Map<String, String> values) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.putAll(values);
    return new Command(directory, more, words);
  }

  Finished run() throws IOException, InterruptedException {
    return run(DEADLINE);
  }

  /** Runs the command to its end, or stops it and its descendants at the limit. */
  Finished run(Duration limit) throws IOException, InterruptedException {
    Path out = Files.createTempFile("cirrus", ".out");
    Path err = Files.createTempFile("cirrus", ".err");
    try {
      Process process = builder().redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        BackgroundProcess.stop(process);
      }
      return new Finished(
          ended ? process.exitValue() : TIMED_OUT,
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8)
              + (ended ? "" : "\nstopped after " + limit.toSeconds() + " s"));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  BackgroundProcess start() throws IOException {
    Path log = Files.createTempFile("cirrus", ".log");
    return new BackgroundProcess(
        builder().redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  /** The exit status and the output of a command. */
  record Finished(int status, String out, String err) {
    String output() {
      return out + err;
    }
  }
}
