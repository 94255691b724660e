package dev.cirrus.systemtests;

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

/** A process that runs beside the tests until it is closed, together with its descendants. */
final class BackgroundProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Process process;
  private final Path log;

  BackgroundProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** Waits until the address answers, whatever the status. */
  void await(URI address) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(Command.DEADLINE);
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
    fail("expected an answer from " + address + " but got none:\n" + log());
  }

  @Override
  public void close() throws IOException {
    stop(process);
    Files.delete(log);
  }

  /** Terminates the process and its descendants; kills those that are still alive after a while. */
  static void stop(Process process) {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
