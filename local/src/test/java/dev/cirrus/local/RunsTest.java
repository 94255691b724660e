package dev.cirrus.local;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.classifier.DrawnDigits;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.http.OwnerKey;
import dev.cirrus.local.LocalSystem.Environment;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.models.S3ModelRegistry;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.TestPredictions;
import dev.cirrus.runs.DynamoDbRunStore;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunState;
import dev.cirrus.runs.RunStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Tests training runs of the local system over HTTP. A shell script replaces the training job; its
 * candidate is the current model under another version.
 */
final class RunsTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> OPEN = Set.of("queued", "running", "gate");
  private static final String OWNER = "owner-key-of-the-runs-test";
  private static final String JOB =
      """
      evaluation=$1 finish=$2
      while [ "$1" != --output ]; do shift; done
      cd "$2"
      echo 'half of it'; echo '{"done": 0.5}' > progress.json
      until [ -e "$finish" ]; do sleep 0.2; done
      cp "$evaluation" evaluation.gz && cp base/model.onnx model.onnx
      sed 's/"version" *: *"[^"]*"/"version": "next"/' base/card.json > card.json
      """;

  @TempDir private Path folder = Path.of("");

  private LocalSystem start() throws IOException {
    return start(LocalSystem.SCHEDULE_INTERVAL);
  }

  private LocalSystem start(Duration scheduleInterval) throws IOException {
    List<EvaluationSet> sets =
        List.of(DrawnDigits.set(EvaluationSet.MNIST), DrawnDigits.set(EvaluationSet.PEN));
    write(sets);
    String hashes = sets.stream().map(EvaluationSet::sha256).collect(joining(","));
    return LocalSystem.start(
        new LocalOptions(HOME, "127.0.0.1", 0, folder.resolve("data"), 0, "", 0, hashes),
        new Environment(
            List.of("bash", "-c", JOB, "job", evaluation().toString(), finishSignal().toString()),
            scheduleInterval));
  }

  /** Writes the sets on which the gate measures the job's candidate. */
  private void write(List<EvaluationSet> sets) throws IOException {
    try (OutputStream out = Files.newOutputStream(evaluation())) {
      EvaluationSet.write(sets, out);
    }
  }

  private Path evaluation() {
    return folder.resolve("evaluation.gz");
  }

  /** Returns the file that lets the job finish. */
  private Path finishSignal() {
    return folder.resolve("finish");
  }

  private static ApiClient caller(LocalSystem system) {
    return new ApiClient(system.address(), OWNER);
  }

  private static String startRun(LocalSystem system) throws Exception {
    HttpResponse<String> answer =
        caller(system)
            .post("/training-runs", "application/json", "{}".getBytes(StandardCharsets.UTF_8));
    assertEquals(202, answer.statusCode(), answer::body);
    return field(answer.body(), "id");
  }

  private static String getRun(LocalSystem system, String id) throws Exception {
    return caller(system).get("/training-runs/" + id).body();
  }

  private static String field(String json, String name) throws IOException {
    List<String> values = ApiClient.field(json, name);
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** Predicts until that model answers; no request may fail. */
  private static void awaitModel(LocalSystem system, String version) throws Exception {
    ApiClient caller = caller(system);
    List<String> reached =
        ApiClient.await(() -> {
          HttpResponse<String> answer = caller.predict();
          assertEquals(200, answer.statusCode(), answer::body);
          return ApiClient.field(answer.body(), "model").stream().filter(version::equals).toList();
        });
    assertEquals(List.of(version), reached);
  }

  /** Returns "none" if the bucket contains no exported corrections, else nothing. */
  private static List<String> exports(LocalSystem system) {
    String bucket = system.resources().ref("ModelBucket");
    try (S3Client s3 = system.aws().s3()) {
      return s3.listObjectsV2(list -> list.bucket(bucket).prefix("training/exports/"))
              .contents()
              .isEmpty()
          ? List.of("none")
          : List.of();
    }
  }

  @Test
  void promotesTheModelOfARunAndRollsItBack() throws Exception {
    try (LocalSystem system = start()) {
      String shipped = field(caller(system).predict().body(), "model");
      String run = startRun(system);
      ApiClient.await(() -> ApiClient.field(getRun(system, run), "progress"));
      for (String path : List.of("/training-runs", "/training-runs/" + run)) {
        String shown = caller(system).get(path).body();
        assertEquals("running", field(shown, "state"), shown);
        assertEquals("0.5", field(shown, "progress"), shown);
        assertEquals("half of it\n", field(shown, "log"), shown);
      }

      Files.createFile(finishSignal());
      List<String> ended =
          ApiClient.await(() ->
              ApiClient.field(getRun(system, run), "state").stream().filter(OPEN::contains).count()
                      > 0
                  ? List.of()
                  : List.of(getRun(system, run)));
      assertEquals("promoted", field(String.join("", ended), "state"), ended::toString);
      awaitModel(system, "next");
      assertEquals(List.of("none"), ApiClient.await(() -> exports(system)));

      Process rollback =
          new ProcessBuilder(
                  "bash",
                  HOME.resolve("cirrus").toString(),
                  "rollback",
                  "--port",
                  String.valueOf(system.address().getPort()))
              .redirectErrorStream(true)
              .start();
      String output = new String(rollback.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, rollback.waitFor(), output);
      assertTrue(output.contains("\"version\":\"" + shipped + "\""), output);
    }
  }

  @Test
  void retriesAFailedGateAtEachInterval() throws Exception {
    try (LocalSystem system = start(Duration.ofMillis(500));
        S3Client s3 = system.aws().s3()) {
      // Without the pen digits, the gate reads no pictures, and its candidate waits for approval.
      write(List.of(DrawnDigits.set(EvaluationSet.MNIST)));
      String run = startRun(system);
      ApiClient.await(() -> ApiClient.field(getRun(system, run), "progress"));
      String bucket = system.resources().ref("ModelBucket");
      ModelPointer missing = new ModelPointer("missing", "a".repeat(64));
      assertTrue(new S3ModelRegistry(s3, bucket).movePointer(Optional.empty(), missing));
      Files.createFile(finishSignal());
      ApiClient.await(() ->
          Files.readString(folder.resolve("data/functions.log")).contains("The gate failed")
              ? List.of(true)
              : List.of());
      assertEquals("gate", field(getRun(system, run), "state"));

      s3.deleteObject(delete -> delete.bucket(bucket).key("models/current.json"));

      List<String> awaitsPromotion =
          ApiClient.await(() -> ApiClient.field(getRun(system, run), "awaitsPromotion"));
      assertEquals(List.of("true"), awaitsPromotion, () -> "expected the gate to be retried");
    }
  }

  @Test
  void resumesTheGateAfterARestart() throws Exception {
    String run;
    try (LocalSystem system = start();
        DynamoDbClient tables = system.aws().dynamoDb()) {
      run = startRun(system);
      ApiClient.await(() -> ApiClient.field(getRun(system, run), "progress"));
      RunStore runs = new DynamoDbRunStore(tables, system.resources().ref("RunsTable"));
      Run running = runs.find(run).orElseThrow();
      assertTrue(runs.write(running.withState(new RunState.Gate(), Instant.now())));
    }
    try (LocalSystem system = start()) {
      List<String> log = ApiClient.await(() -> ApiClient.field(getRun(system, run), "log"));
      assertEquals(1, log.size(), "expected the run to end");
      assertTrue(log.getFirst().contains("left no card.json"), log::getFirst);
      startRun(system);
    }
  }

  @Test
  void cancelsARunAndStartsTheNext() throws Exception {
    try (LocalSystem system = start()) {
      String first = startRun(system);
      ApiClient.await(() -> ApiClient.field(getRun(system, first), "progress"));
      HttpResponse<String> answer =
          caller(system)
              .post("/training-runs/" + first + "/cancellation", "application/json", new byte[0]);
      assertEquals(200, answer.statusCode(), answer::body);
      assertEquals("cancelled", field(answer.body(), "state"), answer::body);
      assertEquals(List.of("none"), ApiClient.await(() -> exports(system)), "the job must end");
      assertNotEquals(first, startRun(system));
      assertEquals("cancelled", field(getRun(system, first), "state"));
    }
  }

  @Test
  void failsAnInterruptedRunAndStartsTheNext() throws Exception {
    String first;
    try (LocalSystem system = start()) {
      first = startRun(system);
      ApiClient.await(() -> ApiClient.field(getRun(system, first), "progress"));
    }
    try (LocalSystem system = start()) {
      String second = startRun(system);
      assertNotEquals(first, second);
      String shown = getRun(system, first);
      assertEquals("failed", field(shown, "state"), shown);
      String log = field(shown, "log");
      // In between, the shell may report the command that was killed.
      assertTrue(log.startsWith("half of it\n"), log);
      assertTrue(log.endsWith("Cirrus was stopped while the job ran."), log);
    }
  }

  @Test
  void theScheduleRecordsWhatIsInTheDeadLetterQueue() throws Exception {
    try (LocalSystem system = start(Duration.ofMillis(200));
        SqsClient queues = system.aws().sqs()) {
      Prediction prediction =
          new TestPredictions(1)
              .at(Instant.now())
              .owner(OwnerKey.ofHeader("Bearer " + OWNER).sha256())
              .digits(7)
              .build();
      String dead = system.resources().ref("DeadLetterQueue");
      queues.sendMessage(send -> send.queueUrl(dead).messageBody(prediction.toJson()));
      assertEquals(List.of(prediction.id()), ApiClient.await(caller(system)::records));
    }
  }
}
