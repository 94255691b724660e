package dev.cirrus.local;

import dev.cirrus.runs.JobRefusedException;
import dev.cirrus.runs.JobStatus;
import dev.cirrus.runs.RunFiles;
import dev.cirrus.runs.TrainingJobRequest;
import dev.cirrus.runs.TrainingJobs;
import dev.cirrus.runs.TrainingProgress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Training jobs as processes of this machine, the same job with the same arguments as on AWS.
 *
 * <p>The job reads and writes a folder that mirrors the bucket. What a run needs is copied there
 * before, and what its job made is copied back after; then the event is told that EMR would send.
 * The corrected rows are people's handwriting: they go with the job.
 */
final class TrainingProcesses implements TrainingJobs {
  private static final int LARGEST = 256 << 20;
  private static final List<String> MADE = List.of("model.onnx", "evaluation.gz", "card.json");

  private final List<String> command;
  private final Path folder;
  private final String data;
  private final RunFiles files;
  private final Clock clock;
  private final Consumer<Map<String, Object>> events;
  private final Map<String, Process> processes = new HashMap<>();
  private final Map<String, JobStatus> ended = new HashMap<>();
  private boolean stopped;

  /**
   * @param command what runs a job, its arguments to follow
   * @param folder where jobs read and write
   * @param data where the base data is; empty for where the job finds it by itself
   * @param events told when a job has ended
   */
  TrainingProcesses(
      List<String> command,
      Path folder,
      String data,
      RunFiles files,
      Clock clock,
      Consumer<Map<String, Object>> events) {
    this.command = List.copyOf(command);
    this.folder = folder;
    this.data = data;
    this.files = files;
    this.clock = clock;
    this.events = events;
  }

  @Override
  public synchronized String start(TrainingJobRequest request) {
    String run = request.run();
    if (processes.containsKey(run) || ended.containsKey(run)) {
      return run;
    }
    fetch(request.corrections().key());
    fetch(RunFiles.base(run) + "model.onnx");
    fetch(RunFiles.base(run) + "card.json");
    List<String> line = new ArrayList<>(command);
    line.addAll(request.arguments(folder.toAbsolutePath() + "/", data));
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(log(run).toFile())
              .start();
      process.getOutputStream().close();
      processes.put(run, process);
      Thread.ofVirtual().start(() -> end(run, process));
    } catch (IOException e) {
      throw new JobRefusedException("The job can't be started: " + e.getMessage(), e);
    }
    return run;
  }

  @Override
  public synchronized JobStatus status(String run, String job) {
    if (ended.containsKey(job)) {
      return ended.get(job);
    }
    if (!processes.containsKey(job)) {
      forgetRows(run);
      return new JobStatus.Failed(logEnd(run) + "Cirrus was stopped while the job ran.");
    }
    Path progress = path(RunFiles.job(run) + TrainingProgress.FILE);
    try {
      return new JobStatus.Running(
          Files.exists(progress)
              ? TrainingProgress.read(Files.readAllBytes(progress))
              : OptionalDouble.empty(),
          logEnd(run));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends the jobs that run. Their runs have failed for whoever looks at them after the next start.
   */
  void stop() throws InterruptedException {
    List<Process> open;
    synchronized (this) {
      stopped = true;
      open = List.copyOf(processes.values());
    }
    for (Process process : open) {
      // What a job leaves is whole or not there. The script alone has a moment to tidy up.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroy();
    }
    for (Process process : open) {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private void end(String run, Process process) {
    JobStatus status;
    try {
      status = process.waitFor() == 0 ? made(run) : new JobStatus.Failed(logEnd(run));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      status = new JobStatus.Failed("What the job made can't be kept: " + e);
    }
    synchronized (this) {
      if (stopped) {
        return;
      }
      processes.remove(run);
      ended.put(run, status);
    }
    events.accept(event(run, status instanceof JobStatus.Succeeded ? "SUCCESS" : "FAILED"));
    forgetRows(run);
  }

  private void forgetRows(String run) {
    String key = RunFiles.corrections(run);
    files.delete(key);
    try {
      Files.deleteIfExists(path(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JobStatus made(String run) {
    for (String name : MADE) {
      Path file = path(RunFiles.job(run) + name);
      try {
        if (Files.exists(file)) {
          files.write(
              RunFiles.job(run) + name, "application/octet-stream", Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new JobStatus.Succeeded();
  }

  /** The event that EMR Serverless sends when a job has ended. */
  private Map<String, Object> event(String run, String state) {
    return Map.of(
        "version", "0",
        "id", run,
        "detail-type", "EMR Serverless Job Run State Change",
        "source", "aws.emr-serverless",
        "account", "000000000000",
        "time", clock.instant().toString(),
        "region", "us-east-1",
        "resources", List.of(),
        "detail", Map.of("jobRunId", run, "state", state, "previousState", "RUNNING"));
  }

  private void fetch(String key) {
    byte[] bytes =
        files
            .read(key, LARGEST)
            .orElseThrow(() -> new JobRefusedException("What the job needs is gone: " + key));
    try {
      Files.createDirectories(path(key).getParent());
      Files.write(path(key), bytes);
    } catch (IOException e) {
      throw new JobRefusedException("What the job needs can't be laid out: " + e.getMessage(), e);
    }
  }

  private String logEnd(String run) {
    try (RandomAccessFile log = new RandomAccessFile(log(run).toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(JobStatus.LOG_END, log.length())];
      log.seek(log.length() - end.length);
      log.readFully(end);
      return new String(end, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private Path log(String run) {
    return path(RunFiles.job(run) + "job.log");
  }

  private Path path(String key) {
    return folder.resolve(key);
  }
}
