package dev.cirrus.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
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

/** The process that {@code ./cirrus up} starts, stopped kindly and unkindly. */
final class ProcessTest {
  private static final String KEY = "a-key-of-somebody-who-comes-again";
  private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+");

  /** A process that runs Cirrus, and where it answers. */
  private record Running(Process process, URI address) {
    ApiClient caller() {
      return new ApiClient(address, KEY);
    }
  }

  private static Running start(Path data) throws Exception {
    List<String> words = new ArrayList<>(listeningToCtrlC());
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@jvm.options",
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
    assertTrue(greeting != null, "it does not start");
    Matcher address = ADDRESS.matcher(greeting);
    assertTrue(address.find(), greeting);
    return new Running(process, URI.create(address.group()));
  }

  /**
   * What a script starts in the background ignores Ctrl-C, and so does all that is started by it.
   * Where env can, it ends that.
   */
  private static List<String> listeningToCtrlC() throws Exception {
    List<String> env = List.of("env", "--default-signal=INT");
    List<String> probe = Stream.concat(env.stream(), Stream.of("true")).toList();
    return new ProcessBuilder(probe).start().waitFor() == 0 ? env : List.of();
  }

  /** Asks from four threads until the process is gone; gives the ids that were acknowledged. */
  private static Set<String> acknowledgedUntilTheEnd(Running running, Runnable end)
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
                if (answer.body().contains("\"recorded\":true")) {
                  acknowledged.addAll(ApiClient.field(answer.body(), "id"));
                }
              }
            }));
      }
      ApiClient.await(() -> acknowledged.size() < 10 ? List.of() : List.of(true));
      end.run();
      assertTrue(running.process.waitFor(10, TimeUnit.MINUTES), "it does not end");
      users.forEach(user -> user.cancel(true));
    }
    return acknowledged;
  }

  private static void interrupt(Process process) {
    try {
      assertEquals(
          0, new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertEachOnce(Set<String> acknowledged, Running running) throws Exception {
    ApiClient caller = running.caller();
    List<List<String>> ledger =
        ApiClient.await(() -> {
          List<String> ids = caller.records();
          return ids.containsAll(acknowledged) ? List.of(ids) : List.of();
        });
    assertTrue(!ledger.isEmpty(), "an acknowledged record is missing");
    assertEquals(
        ledger.getFirst().size(), new HashSet<>(ledger.getFirst()).size(), "a record came twice");
  }

  @Test
  void whatWasAcknowledgedOutlivesCtrlCAndKill(@TempDir Path data) throws Exception {
    Running first = start(data);
    Set<String> acknowledged = acknowledgedUntilTheEnd(first, () -> interrupt(first.process));

    Running second = start(data);
    assertEachOnce(acknowledged, second);
    acknowledged.addAll(acknowledgedUntilTheEnd(second, () -> second.process.destroyForcibly()));

    Running third = start(data);
    try {
      assertEachOnce(acknowledged, third);
    } finally {
      interrupt(third.process);
      assertTrue(third.process.waitFor(10, TimeUnit.MINUTES), "it does not end");
    }
  }
}
