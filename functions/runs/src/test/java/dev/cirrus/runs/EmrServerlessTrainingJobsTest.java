package dev.cirrus.runs;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cirrus.runs.EmrServerlessTrainingJobs.Engine;
import dev.cirrus.runs.FakeEmrServerless.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.EmrServerlessException;

/** Tests the adapter with the SDK's client against a fake of EMR Serverless that injects faults. */
final class EmrServerlessTrainingJobsTest {
  private static final String RUN = "0193a1b2-0000-7000-8000-000000000001";
  private static final TrainingJobRequest REQUEST =
      new TrainingJobRequest(
          RUN, new ExportedCorrections(200, RunFiles.corrections(RUN), "c".repeat(64)));

  private final FakeEmrServerless emr = new FakeEmrServerless();
  private final InMemoryRunFiles files = new InMemoryRunFiles();
  private final TrainingJobs jobs = jobs("app");

  private TrainingJobs jobs(String application) {
    return new EmrServerlessTrainingJobs(
        EmrServerlessTrainingJobs.withRetries(EmrServerlessClient.builder())
            .endpointOverride(emr.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .build(),
        new Engine(application, "arn:aws:iam::000000000000:role/training", "models"),
        files,
        Duration.ofHours(3));
  }

  @BeforeEach
  void upload() {
    upload("training/jars.txt", "training/job/a.jar\ntraining/job/b.jar\n");
    upload("training/data/mnist/t10k-labels-idx1-ubyte.gz", "labels");
  }

  private void upload(String key, String content) {
    files.write(key, "text/plain", content.getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    emr.close();
  }

  @Test
  void aJobIsStartedWithTheRunsFilesAndALimit() {
    String job = jobs.start(REQUEST);
    assertEquals(1, emr.jobs().size());
    FakeEmrServerless.Job started = emr.jobs().getFirst();
    assertEquals(job, started.id());
    assertEquals(RUN, started.token());
    JsonNode body = json(started.body());
    assertEquals(180, body.path("executionTimeoutMinutes").asInt());
    JsonNode submit = body.at("/jobDriver/sparkSubmit");
    assertEquals("s3://models/training/training.jar", submit.path("entryPoint").asText());
    assertEquals(
        json(
            """
            [
              "--data", "s3://models/training/data/",
              "--continue", "s3://models/training/runs/%1$s/base/",
              "--corrections", "s3://models/training/exports/%1$s.csv",
              "--output", "s3://models/training/runs/%1$s/"
            ]
            """
                .formatted(RUN)),
        submit.path("entryPointArguments"));
    String parameters = submit.path("sparkSubmitParameters").asText();
    for (String part :
        new String[] {
          "--jars s3://models/training/job/a.jar,s3://models/training/job/b.jar ",
          "spark.executor.memoryOverhead=4g",
          "spark.driver.memoryOverhead=4g",
          "spark.executorEnv.DJL_CACHE_DIR=/tmp/djl",
          "spark.emr-serverless.driverEnv.DJL_CACHE_DIR=/tmp/djl"
        }) {
      assertTrue(parameters.contains(part), () -> part + " is not in " + parameters);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"training/jars.txt", "training/data/mnist/t10k-labels-idx1-ubyte.gz"})
  void aJobIsRefusedIfTheDeploymentUploadedNoJarsOrNoData(String missing) {
    files.delete(missing);
    JobRefusedException refused =
        assertThrows(JobRefusedException.class, () -> jobs.start(REQUEST));
    String reason = String.valueOf(refused.getMessage());
    assertTrue(reason.contains(missing + " is missing): run ./cirrus deploy"), reason);
    assertEquals(0, emr.requests(), "it would be billed");
  }

  @Test
  void aThrottledStartIsRetried() {
    emr.inject(Fault.THROTTLED, Fault.THROTTLED);
    String job = jobs.start(REQUEST);
    assertEquals(3, emr.requests());
    assertEquals(job, emr.jobs().getFirst().id());
  }

  @Test
  void aStartWithALostResponseStartsOneJob() {
    emr.inject(Fault.RESPONSE_LOST);
    String job = jobs.start(REQUEST);
    assertEquals(1, emr.jobs().size());
    assertEquals(job, emr.jobs().getFirst().id());
    assertEquals(job, jobs.start(REQUEST), "a repeated start must return the same job");
    assertEquals(1, emr.jobs().size());
  }

  @Test
  void aStartThatStaysThrottledCanBeRepeatedLater() {
    emr.inject(Fault.THROTTLED, Fault.THROTTLED, Fault.THROTTLED, Fault.THROTTLED, Fault.THROTTLED);
    assertThrows(EmrServerlessException.class, () -> jobs.start(REQUEST));
    assertEquals(0, emr.jobs().size());
    jobs.start(REQUEST);
    assertEquals(1, emr.jobs().size());
  }

  @Test
  void anInvalidStartIsRefused() {
    emr.inject(Fault.INVALID);
    JobRefusedException refused =
        assertThrows(JobRefusedException.class, () -> jobs.start(REQUEST));
    assertTrue(String.valueOf(refused.getMessage()).contains("The application is stopped"));
  }

  @Test
  void theStatusOfAJobFollowsItsStateInEmrServerless() {
    String job = jobs.start(REQUEST);
    assertEquals(new JobStatus.Waiting(), jobs.status(RUN, job));
    emr.set(job, "RUNNING");
    assertEquals(
        new JobStatus.Running(OptionalDouble.empty(), "It is RUNNING"), jobs.status(RUN, job));
    files.write(
        RunFiles.job(RUN) + TrainingProgress.FILE,
        "application/json",
        "{\"epoch\":1,\"done\":0.25}".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        new JobStatus.Running(OptionalDouble.of(0.25), "It is RUNNING"), jobs.status(RUN, job));
    emr.set(job, "SUCCESS");
    assertEquals(new JobStatus.Succeeded(), jobs.status(RUN, job));
    emr.set(job, "FAILED");
    assertEquals(new JobStatus.Failed("It is FAILED"), jobs.status(RUN, job));
    emr.set(job, "CANCELLED");
    assertEquals(new JobStatus.Failed("It is CANCELLED"), jobs.status(RUN, job));
  }

  @Test
  void aCancelledJobIsStopped() {
    String job = jobs.start(REQUEST);
    emr.set(job, "RUNNING");
    jobs.cancel(RUN, job);
    assertEquals("CANCELLING", emr.state(job));
  }

  @Test
  void aJobThatHasEndedIsCancelledWithoutAnError() {
    jobs.cancel(RUN, "00fjob9");
    String job = jobs.start(REQUEST);
    emr.inject(Fault.INVALID);
    jobs.cancel(RUN, job);
    assertEquals("SUBMITTED", emr.state(job), "the request must have been rejected");
  }

  @Test
  void aJobThatTheEngineDoesNotKnowHasFailed() {
    assertEquals(
        new JobStatus.Failed("EMR Serverless does not know the job 00fjob9"),
        jobs.status(RUN, "00fjob9"));
  }

  @Test
  void withoutAnEngineEveryJobHasFailedAndNoneIsStarted() {
    TrainingJobs none = jobs("");
    JobStatus.Failed failed =
        assertInstanceOf(JobStatus.Failed.class, none.status(RUN, jobs.start(REQUEST)));
    assertTrue(failed.log().contains("no training engine"), failed::log);
    assertThrows(JobRefusedException.class, () -> none.start(REQUEST));
    assertEquals(1, emr.requests(), "no further request may be sent");
  }

  @Test
  void aFailedJobReportsTheEndOfItsLogAndItsState() throws IOException {
    String job = jobs.start(REQUEST);
    emr.set(job, "FAILED");
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream log = new GZIPOutputStream(gzipped)) {
      log.write("much\n".repeat(5_000).getBytes(StandardCharsets.UTF_8));
      log.write("cirrus train: the cause".getBytes(StandardCharsets.UTF_8));
    }
    String key = "training/logs/applications/app/jobs/" + job + "/SPARK_DRIVER/stderr.gz";
    files.write(key, "application/gzip", gzipped.toByteArray());
    JobStatus.Failed failed = assertInstanceOf(JobStatus.Failed.class, jobs.status(RUN, job));
    assertTrue(failed.log().endsWith("much\ncirrus train: the cause\nIt is FAILED"), failed::log);
    assertTrue(failed.log().length() < 5_000, failed::log);

    files.write(key, "application/gzip", Arrays.copyOf(gzipped.toByteArray(), 30));
    assertInstanceOf(
        JobStatus.Failed.class,
        jobs.status(RUN, job),
        "an incomplete log must not fail the request");
  }

  @Test
  void aThrottledStatusRequestIsRetried() {
    String job = jobs.start(REQUEST);
    emr.inject(Fault.THROTTLED);
    assertEquals(new JobStatus.Waiting(), jobs.status(RUN, job));
  }
}
