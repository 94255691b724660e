package dev.cirrus.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the process that {@code ./cirrus up} starts, stopped by Ctrl-C and by a kill. */
final class ProcessTest {
  private static final String KEY = "owner-key-of-the-process-test";
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+");

  /** Holds the system and, in the queue, some hundred predictions of the most digits. */
  private static final String SMALL_HEAP = "112m";

  /** The most digits of a request. */
  private static final int DIGITS = 64;

  /** Far more predictions than fit into the small heap. */
  private static final int MAX_REQUESTS = 10_000;

  /** A process that runs Cirrus, and its address. */
  private record Running(Process process, URI address) {
    ApiClient caller() {
      return new ApiClient(address, KEY);
    }
  }

  private static Running start(Path data, String... options) throws Exception {
    List<String> words = new ArrayList<>(defaultInterruptHandling());
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@jvm.options"));
    words.addAll(List.of(options));
    words.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.cirrus.local.Main",
            "--port",
            "0",
            "--data",
            data.toString()));
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader();
    String greeting = output.readLine();
    assertTrue(greeting != null, "expected a greeting but got none");
    Matcher address = ADDRESS.matcher(greeting);
    assertTrue(address.find(), greeting);
    return new Running(process, URI.create(address.group()));
  }

  /**
   * Returns a command that restores the default handling of Ctrl-C, if {@code env} supports it.
   * Processes that a script starts in the background ignore Ctrl-C, and so do their children.
   */
  private static List<String> defaultInterruptHandling() throws Exception {
    List<String> env = List.of("env", "--default-signal=INT");
    List<String> probe = Stream.concat(env.stream(), Stream.of("true")).toList();
    return new ProcessBuilder(probe).start().waitFor() == 0 ? env : List.of();
  }

  /** Predicts with four threads until the process has ended; returns the acknowledged ids. */
  private static Set<String> acknowledgedUntilStopped(Running running, Runnable stop)
      throws Exception {
    Set<String> acknowledged = Collections.synchronizedSet(new HashSet<>());
    acknowledged.add(running.caller().recordedId());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> users = new ArrayList<>();
      for (int user = 0; user < 4; user++) {
        users.add(
            threads.submit(() -> {
              ApiClient caller = running.caller();
              while (true) {
                HttpResponse<String> answer = caller.predict();
                if (ApiClient.isRecorded(answer)) {
                  acknowledged.addAll(ApiClient.field(answer.body(), "id"));
                }
              }
            }));
      }
      ApiClient.await(() -> acknowledged.size() < 10 ? List.of() : List.of(true));
      stop.run();
      assertTrue(running.process.waitFor(10, TimeUnit.MINUTES), "the process did not end");
      users.forEach(user -> user.cancel(true));
    }
    return acknowledged;
  }

  private static void interrupt(Process process) {
    signal("INT", process.pid());
  }

  private static void signal(String name, long pid) {
    try {
      assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertEachOnce(Set<String> acknowledged, Running running) throws Exception {
    ApiClient caller = running.caller();
    for (String id : acknowledged) {
      List<Boolean> recorded =
          ApiClient.await(() ->
              caller.get("/predictions/" + id).statusCode() == 200 ? List.of(true) : List.of());
      assertFalse(recorded.isEmpty(), () -> "the acknowledged record " + id + " is missing");
    }
    List<String> ledger = caller.records();
    assertTrue(ledger.containsAll(acknowledged), "an acknowledged record is not listed");
    assertEquals(ledger.size(), new HashSet<>(ledger).size(), "a record is listed twice");
  }

  @Test
  void acknowledgedRecordsSurviveCtrlCAndKill(@TempDir Path data) throws Exception {
    Running first = start(data);
    Set<String> acknowledged = acknowledgedUntilStopped(first, () -> interrupt(first.process));

    Running second = start(data);
    assertEachOnce(acknowledged, second);
    acknowledged.addAll(acknowledgedUntilStopped(second, () -> second.process.destroyForcibly()));

    Running third = start(data);
    try {
      assertEachOnce(acknowledged, third);
    } finally {
      interrupt(third.process);
      assertTrue(third.process.waitFor(10, TimeUnit.MINUTES), "the process did not end");
    }
  }

  @Test
  void recordingPausesWhileMessagesFillTheHeap(@TempDir Path data) throws Exception {
    Running running = start(data, "-Xmx" + SMALL_HEAP);
    try {
      ApiClient caller = running.caller();
      Set<String> acknowledged = new HashSet<>(Set.of(caller.recordedId()));
      long ledger = running.process.children().findFirst().orElseThrow().pid();
      signal("STOP", ledger);
      try {
        acknowledged.addAll(acknowledgedUntilFull(caller));
      } finally {
        signal("CONT", ledger);
      }

      assertEachOnce(acknowledged, running);
      caller.recordedId();
    } finally {
      interrupt(running.process);
      assertTrue(running.process.waitFor(10, TimeUnit.MINUTES), "the process did not end");
    }
  }

  /** Predicts until the memory is full; returns the ids of the predictions in the queue. */
  private static Set<String> acknowledgedUntilFull(ApiClient caller) throws Exception {
    String images =
        "{\"images\":[" + String.join(",", Collections.nCopies(DIGITS, ApiClient.image())) + "]}";
    Set<String> acknowledged = new HashSet<>();
    for (int i = 0; i < MAX_REQUESTS; i++) {
      HttpResponse<String> answer =
          caller.post("/predict", "application/json", images.getBytes(StandardCharsets.US_ASCII));
      assertEquals(200, answer.statusCode(), answer.body());
      if (ApiClient.isRecorded(answer)) {
        acknowledged.add(ApiClient.field(answer.body(), "id").getFirst());
      } else if (ApiClient.field(caller.get("/health").body(), "memory").equals(List.of("full"))) {
        return acknowledged;
      }
    }
    throw new AssertionError("expected a full heap but got none");
  }
}
