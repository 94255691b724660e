package dev.cirrus.proof;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs beside the tests until it is closed, with all that it started. */
final class Background implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Process process;
  private final Path log;

  Background(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** Waits until there is any answer at the address. */
  void await(URI address) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(Command.PATIENCE);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
      while (process.isAlive() && Instant.now().isBefore(deadline)) {
        try {
          http.send(request, BodyHandlers.discarding());
          return;
        } catch (IOException notYet) {
          TimeUnit.MILLISECONDS.sleep(500);
        }
      }
    }
    fail(address + " does not answer:\n" + log());
  }

  @Override
  public void close() throws IOException {
    end(process);
    Files.delete(log);
  }

  /** Asks the process and its children to end; those that do not are ended. */
  static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
