package dev.cirrus.local.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.local.ApiClient;
import dev.cirrus.runs.ExportedCorrections;
import dev.cirrus.runs.InMemoryRunFiles;
import dev.cirrus.runs.JobStatus;
import dev.cirrus.runs.RunFiles;
import dev.cirrus.runs.TrainingJobRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests jobs as processes, with shell scripts in place of the training job. */
final class TrainingProcessesTest {
  private static final String RUN = "0193a1b2-0000-7000-8000-000000000001";
  private static final TrainingJobRequest REQUEST =
      new TrainingJobRequest(
          RUN, new ExportedCorrections(1, RunFiles.corrections(RUN), "c".repeat(64)));

  @TempDir private Path folder = Path.of("");

  private final InMemoryRunFiles files = new InMemoryRunFiles();
  private final BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();
  private TrainingProcesses jobs = jobs("exit 0");

  @AfterEach
  void leaveNothingRunning() throws InterruptedException {
    jobs.stop();
  }

  private TrainingProcesses jobs(String script) {
    files.write(RunFiles.corrections(RUN), "text/csv", bytes("7"));
    files.write(RunFiles.base(RUN) + "model.onnx", "application/octet-stream", bytes("base"));
    files.write(RunFiles.base(RUN) + "card.json", "application/json", bytes("{}"));
    return new TrainingProcesses(
        List.of("bash", "-c", script, "job"),
        folder,
        "/data",
        files,
        Clock.systemUTC(),
        events::add);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String finalState() throws InterruptedException {
    Map<String, Object> event = events.poll(1, TimeUnit.MINUTES);
    assertTrue(event != null, "the job did not end");
    return String.valueOf(((Map<?, ?>) event.getOrDefault("detail", Map.of())).get("state"));
  }

  @Test
  void uploadsTheOutputOfAJobAndSendsItsEvent() throws Exception {
    jobs =
        jobs(
            """
            while [ "$1" != --output ]; do shift; done
            cd "$2" && cp base/model.onnx model.onnx && echo '{}' > card.json
            """);
    assertEquals(RUN, jobs.start(REQUEST));
    assertEquals("SUCCESS", finalState());
    assertEquals(new JobStatus.Succeeded(), jobs.status(RUN, RUN));
    assertArrayEquals(
        bytes("base"), files.read(RunFiles.job(RUN) + "model.onnx", 100).orElseThrow());
    assertTrue(files.read(RunFiles.job(RUN) + "card.json", 100).isPresent());
    assertEquals(List.of("gone"), ApiClient.await(this::rows));
  }

  /** Returns "gone" if neither the bucket nor the folder contains the corrected rows. */
  private List<String> rows() {
    return files.read(RunFiles.corrections(RUN), 100).isEmpty()
            && !Files.exists(folder.resolve(RunFiles.corrections(RUN)))
        ? List.of("gone")
        : List.of();
  }

  @Test
  void stopsACancelledJob() throws Exception {
    jobs = jobs("sleep 600");
    jobs.start(REQUEST);
    jobs.cancel(RUN, RUN);
    assertEquals("FAILED", finalState());
    assertInstanceOf(JobStatus.Failed.class, jobs.status(RUN, RUN));
    assertEquals(List.of("gone"), ApiClient.await(this::rows));
    jobs.cancel(RUN, RUN);
  }

  @Test
  void reportsProgressAndLogOfARunningAndAFailedJob() throws Exception {
    jobs =
        jobs(
            """
            while [ "$1" != --output ]; do shift; done
            echo begun; echo '{"done": 0.5}' > "$2/progress.json"; touch "$2/seen"
            until [ -e "$2/go" ]; do sleep 0.1; done
            echo 'the cause' >&2; exit 1
            """);
    jobs.start(REQUEST);
    assertEquals(RUN, jobs.start(REQUEST), "a repeated request must return the same job");
    Path output = folder.resolve(RunFiles.job(RUN));
    ApiClient.await(() -> Files.exists(output.resolve("seen")) ? List.of(true) : List.of());
    assertEquals(new JobStatus.Running(OptionalDouble.of(0.5), "begun\n"), jobs.status(RUN, RUN));
    Files.createFile(output.resolve("go"));
    assertEquals("FAILED", finalState());
    assertEquals(new JobStatus.Failed("begun\nthe cause\n"), jobs.status(RUN, RUN));
  }

  @Test
  void stoppingEndsAllProcessesOfAJobAndFailsItsRun() throws Exception {
    jobs =
        jobs(
            """
            while [ "$1" != --output ]; do shift; done
            echo begun
            trap '' TERM INT
            bash -c 'trap "" TERM INT; sleep 600 & echo $! > '"$2"'/grandchild; wait' &
            echo $! > "$2/child"
            wait
            """);
    jobs.start(REQUEST);
    List<ProcessHandle> processes = ApiClient.await(this::jobProcesses);
    assertEquals(2, processes.size());
    jobs.stop();
    for (ProcessHandle one : processes) {
      one.onExit().get(1, TimeUnit.MINUTES);
    }
    assertTrue(events.isEmpty(), "a stopped job must send no event");

    jobs = jobs("exit 0");
    JobStatus.Failed failed = assertInstanceOf(JobStatus.Failed.class, jobs.status(RUN, RUN));
    assertTrue(failed.log().startsWith("begun\n"), failed::log);
    assertTrue(failed.log().endsWith("Cirrus was stopped while the job ran."), failed::log);
    assertEquals(List.of("gone"), rows());
  }

  /** Returns the processes whose ids the job has written, once both are there. */
  private List<ProcessHandle> jobProcesses() throws IOException {
    List<ProcessHandle> processes = new ArrayList<>();
    for (String name : List.of("child", "grandchild")) {
      Path file = folder.resolve(RunFiles.job(RUN)).resolve(name);
      // The shell creates the file before it writes the id.
      if (!Files.exists(file) || Files.size(file) == 0) {
        return List.of();
      }
      processes.add(ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow());
    }
    return processes;
  }
}
