package dev.cirrus.runs;

import static java.util.stream.Collectors.joining;

import dev.cirrus.models.ObjectTooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClientBuilder;
import software.amazon.awssdk.services.emrserverless.model.ConflictException;
import software.amazon.awssdk.services.emrserverless.model.GetJobRunResponse;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.emrserverless.model.ResourceNotFoundException;
import software.amazon.awssdk.services.emrserverless.model.ValidationException;

/**
 * Runs training jobs with Spark on EMR Serverless.
 *
 * <p>The client token of a job is its run's id, so a repeated start returns the job of the first
 * one.
 */
public final class EmrServerlessTrainingJobs implements TrainingJobs {
  private static final String MAIN_CLASS = "dev.cirrus.training.TrainingJob";

  private static final String NO_ENGINE =
      "This deployment has no training engine: set TrainingEngine.";

  private static final String LOGS = "training/logs/";

  /**
   * The keys of the jars that the job needs besides Spark, one a line, written by the deployment.
   */
  private static final String JARS = "training/jars.txt";

  /** The smallest file of MNIST, without which there is no base data. */
  private static final String DATA = "training/data/mnist/t10k-labels-idx1-ubyte.gz";

  private static final int MAX_UPLOAD_BYTES = 1 << 16;

  /** The largest compressed log that is read, in bytes. */
  private static final int MAX_LOG_BYTES = 8 << 20;

  /** The resources of the training engine, created by template.yaml. */
  public record Engine(String application, String role, String bucket) {
    String store() {
      return "s3://" + bucket + "/";
    }
  }

  private final EmrServerlessClient client;
  private final Engine engine;
  private final RunFiles files;
  private final Duration limit;

  /**
   * @param limit the longest time that a job may run
   */
  public EmrServerlessTrainingJobs(
      EmrServerlessClient client, Engine engine, RunFiles files, Duration limit) {
    this.client = client;
    this.engine = engine;
    this.files = files;
    this.limit = limit;
  }

  /** Configures retries for throttled requests and lost responses, with deadlines. */
  public static EmrServerlessClientBuilder withRetries(EmrServerlessClientBuilder builder) {
    return builder.overrideConfiguration(overrides ->
        overrides
            .apiCallAttemptTimeout(Duration.ofSeconds(5))
            .apiCallTimeout(Duration.ofSeconds(25))
            .retryStrategy(retries ->
                retries
                    .maxAttempts(5)
                    .throttlingBackoffStrategy(
                        BackoffStrategy.exponentialDelay(
                            Duration.ofMillis(200), Duration.ofSeconds(3)))));
  }

  @Override
  public String start(TrainingJobRequest request) {
    if (engine.application().isEmpty()) {
      throw new JobRefusedException(NO_ENGINE);
    }
    // A job without them would fail too, but only after its machines have been paid for.
    String jars = new String(uploaded(JARS, "training job"), StandardCharsets.UTF_8);
    uploaded(DATA, "training data");
    try {
      return client
          .startJobRun(start ->
              start
                  .applicationId(engine.application())
                  .executionRoleArn(engine.role())
                  .clientToken(request.run())
                  .name("cirrus-" + request.run())
                  .executionTimeoutMinutes(limit.toMinutes())
                  .jobDriver(driver ->
                      driver.sparkSubmit(submit ->
                          submit
                              .entryPoint(engine.store() + "training/training.jar")
                              .entryPointArguments(
                                  request.arguments(
                                      engine.store(), engine.store() + "training/data/"))
                              .sparkSubmitParameters(parameters(jars))))
                  .configurationOverrides(overrides ->
                      overrides.monitoringConfiguration(monitoring ->
                          monitoring.s3MonitoringConfiguration(
                              s3 -> s3.logUri(engine.store() + LOGS)))))
          .jobRunId();
    } catch (ValidationException | ResourceNotFoundException | ConflictException e) {
      throw new JobRefusedException("EMR Serverless refused the job: " + e.getMessage(), e);
    }
  }

  private byte[] uploaded(String key, String content) {
    try {
      return files
          .read(key, MAX_UPLOAD_BYTES)
          .orElseThrow(() ->
              new JobRefusedException(
                  "The model bucket has no %s (%s is missing): run ./cirrus deploy."
                      .formatted(content, key)));
    } catch (ObjectTooLargeException e) {
      throw new JobRefusedException(
          "%s has %,d bytes, which is too many for the %s: run ./cirrus deploy."
              .formatted(key, e.bytes(), content));
    }
  }

  private String parameters(String jars) {
    return String.join(
        " ",
        "--class " + MAIN_CLASS,
        "--jars " + jars.lines().map(key -> engine.store() + key).collect(joining(",")),
        // Executors that train together must start and stay together.
        "--conf spark.dynamicAllocation.enabled=false",
        "--conf spark.executor.instances=2",
        "--conf spark.executor.cores=4",
        "--conf spark.task.cpus=4",
        "--conf spark.executor.memory=8g",
        // PyTorch's memory, which is outside the heap; the default of 10 % is too little for it.
        "--conf spark.executor.memoryOverhead=4g",
        "--conf spark.driver.memoryOverhead=4g",
        // DJL unpacks its native libraries there; the home directory need not be writable.
        "--conf spark.executorEnv.DJL_CACHE_DIR=/tmp/djl",
        "--conf spark.emr-serverless.driverEnv.DJL_CACHE_DIR=/tmp/djl",
        "--conf spark.driver.cores=4",
        "--conf spark.driver.memory=8g");
  }

  @Override
  public void cancel(String run, String job) {
    try {
      client.cancelJobRun(cancel -> cancel.applicationId(engine.application()).jobRunId(job));
    } catch (ValidationException | ResourceNotFoundException e) {
      // The job has ended, or EMR has deleted it.
    }
  }

  @Override
  public JobStatus status(String run, String job) {
    if (engine.application().isEmpty()) {
      return new JobStatus.Failed(NO_ENGINE);
    }
    GetJobRunResponse response;
    try {
      response = client.getJobRun(get -> get.applicationId(engine.application()).jobRunId(job));
    } catch (ResourceNotFoundException e) {
      // The application was replaced, or EMR has deleted the old job.
      return new JobStatus.Failed("EMR Serverless does not know the job " + job);
    }
    JobRun now = response.jobRun();
    return switch (now.state()) {
      case SUBMITTED, PENDING, SCHEDULED, QUEUED -> new JobStatus.Waiting();
      case RUNNING, CANCELLING ->
          new JobStatus.Running(progress(run), log(job, now.stateDetails()));
      case SUCCESS -> new JobStatus.Succeeded();
      case FAILED, CANCELLED -> new JobStatus.Failed(log(job, now.stateDetails()));
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("Unknown state of job " + job);
    };
  }

  /** The end of the driver's log, as far as EMR has copied it, and EMR's own message. */
  private String log(String job, String details) {
    String key =
        LOGS + "applications/" + engine.application() + "/jobs/" + job + "/SPARK_DRIVER/stderr.gz";
    try {
      return files.read(key, MAX_LOG_BYTES).map(log -> end(log) + "\n").orElse("") + details;
    } catch (ObjectTooLargeException tooLong) {
      return details;
    }
  }

  private static String end(byte[] gzipped) {
    byte[] last = new byte[0];
    byte[] next = new byte[0];
    try (InputStream log = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      do {
        last = next;
        next = log.readNBytes(JobStatus.LOG_END);
      } while (next.length == JobStatus.LOG_END);
    } catch (IOException halfWritten) {
      // The rest has not been copied yet.
    }
    String both =
        new String(last, StandardCharsets.UTF_8) + new String(next, StandardCharsets.UTF_8);
    return both.substring(Math.max(0, both.length() - JobStatus.LOG_END));
  }

  private OptionalDouble progress(String run) {
    return files
        .read(RunFiles.job(run) + TrainingProgress.FILE, TrainingProgress.MAX_BYTES)
        .map(TrainingProgress::read)
        .orElseGet(OptionalDouble::empty);
  }
}
