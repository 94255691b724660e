package dev.cirrus.local.training;

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
 * Runs training jobs as local processes: the same job with the same arguments as on AWS.
 *
 * <p>The job reads and writes a folder that mirrors the bucket. Its input is copied from the bucket
 * before it starts and its output to the bucket after it has ended; then the event is sent that EMR
 * would send. The corrected rows contain people's handwriting, so they are deleted with the job.
 */
public final class TrainingProcesses implements TrainingJobs {
  private static final int MAX_INPUT_BYTES = 256 << 20;
  private static final List<String> OUTPUT = List.of("model.onnx", "evaluation.gz", "card.json");

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
   * Creates the runner of jobs.
   *
   * @param command the command that runs a job, without the job's arguments
   * @param folder the working folder of the jobs
   * @param data the folder of the base data; empty to let the job download MNIST
   * @param events receives an event when a job has ended
   */
  public TrainingProcesses(
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
    download(request.corrections().key());
    download(RunFiles.base(run) + "model.onnx");
    download(RunFiles.base(run) + "card.json");
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
      throw new JobRefusedException("Failed to start the job: " + e.getMessage(), e);
    }
    return run;
  }

  @Override
  public synchronized void cancel(String run, String job) {
    Process process = processes.get(job);
    if (process != null) {
      stop(process);
    }
  }

  @Override
  public synchronized JobStatus status(String run, String job) {
    if (ended.containsKey(job)) {
      return ended.get(job);
    }
    if (!processes.containsKey(job)) {
      deleteRows(run);
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

  /** Stops the running jobs. After the next start their runs have failed. */
  public void stop() throws InterruptedException {
    List<Process> open;
    synchronized (this) {
      stopped = true;
      open = List.copyOf(processes.values());
    }
    open.forEach(TrainingProcesses::stop);
    for (Process process : open) {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static void stop(Process process) {
    // Jobs write their output atomically, so only the script needs a moment to clean up.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroy();
  }

  private void end(String run, Process process) {
    JobStatus status;
    try {
      status = process.waitFor() == 0 ? uploadOutput(run) : new JobStatus.Failed(logEnd(run));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      status = new JobStatus.Failed("Failed to store the output of the job: " + e);
    }
    synchronized (this) {
      if (stopped) {
        return;
      }
      processes.remove(run);
      ended.put(run, status);
    }
    events.accept(event(run, status instanceof JobStatus.Succeeded ? "SUCCESS" : "FAILED"));
    deleteRows(run);
  }

  private void deleteRows(String run) {
    String key = RunFiles.corrections(run);
    files.delete(key);
    try {
      Files.deleteIfExists(path(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JobStatus uploadOutput(String run) {
    for (String name : OUTPUT) {
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

  /** Creates the event that EMR Serverless sends when a job has ended. */
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

  private void download(String key) {
    byte[] bytes =
        files
            .read(key, MAX_INPUT_BYTES)
            .orElseThrow(() -> new JobRefusedException("The bucket lacks the job's input " + key));
    try {
      Files.createDirectories(path(key).getParent());
      Files.write(path(key), bytes);
    } catch (IOException e) {
      throw new JobRefusedException("Failed to store the job's input: " + e.getMessage(), e);
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
