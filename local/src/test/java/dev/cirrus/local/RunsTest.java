package dev.cirrus.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.classifier.EvaluationSet;
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
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Training runs on one machine, from outside. A shell script stands in for the job that trains: its
 * candidate is the model that serves, under another name.
 */
final class RunsTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> OPEN = Set.of("queued", "running", "gate");
  private static final String JOB =
      """
      evaluation=$1 go=$2
      while [ "$1" != --output ]; do shift; done
      cd "$2"
      echo 'half of it'; echo '{"done": 0.5}' > progress.json
      until [ -e "$go" ]; do sleep 0.2; done
      cp "$evaluation" evaluation.gz && cp base/model.onnx model.onnx
      sed 's/"version" *: *"[^"]*"/"version": "next"/' base/card.json > card.json
      """;

  @TempDir private Path folder = Path.of("");

  private LocalSystem start() throws IOException {
    Path evaluation = folder.resolve("evaluation.gz");
    try (OutputStream out = Files.newOutputStream(evaluation)) {
      EvaluationSet.write(List.of(noise(EvaluationSet.MNIST), noise(EvaluationSet.PEN)), out);
    }
    return LocalSystem.start(
        new LocalOptions(HOME, "127.0.0.1", 0, folder.resolve("data"), 0, "", 0),
        List.of("bash", "-c", JOB, "job", evaluation.toString(), go().toString()));
  }

  /** The two models read it alike, whatever it is. */
  private static EvaluationSet noise(String name) {
    byte[] labels = new byte[100];
    byte[] pixels = new byte[labels.length * 784];
    new Random(1).nextBytes(pixels);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % 10);
    }
    return new EvaluationSet(name, labels, pixels);
  }

  /** The job ends once this is there. */
  private Path go() {
    return folder.resolve("go");
  }

  private static ApiClient caller(LocalSystem machine) {
    return new ApiClient(machine.address(), "a-key-of-somebody-with-a-machine");
  }

  private static String begin(LocalSystem machine) throws Exception {
    HttpResponse<String> answer =
        caller(machine)
            .post("/training-runs", "application/json", "{}".getBytes(StandardCharsets.UTF_8));
    assertEquals(202, answer.statusCode(), answer::body);
    return field(answer.body(), "id");
  }

  private static String show(LocalSystem machine, String run) throws Exception {
    return caller(machine).get("/training-runs/" + run).body();
  }

  private static String field(String json, String name) throws IOException {
    List<String> values = ApiClient.field(json, name);
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** Predicts until that model answers; every request on the way is answered. */
  private static void awaitModel(LocalSystem machine, String version) throws Exception {
    ApiClient caller = caller(machine);
    List<String> reached =
        ApiClient.await(() -> {
          HttpResponse<String> answer = caller.predict();
          assertEquals(200, answer.statusCode(), answer::body);
          return ApiClient.field(answer.body(), "model").stream().filter(version::equals).toList();
        });
    assertEquals(List.of(version), reached);
  }

  /** "none" once no corrected rows are left in the bucket. */
  private static List<String> exports(LocalSystem machine) {
    String bucket = machine.resources().ref("ModelBucket");
    try (S3Client s3 = machine.cloud().s3()) {
      return s3.listObjectsV2(list -> list.bucket(bucket).prefix("training/exports/"))
              .contents()
              .isEmpty()
          ? List.of("none")
          : List.of();
    }
  }

  @Test
  void aRunIsWatchedItsModelTakenUpAndOneCommandGoesBack() throws Exception {
    try (LocalSystem machine = start()) {
      String shipped = field(caller(machine).predict().body(), "model");
      String run = begin(machine);
      ApiClient.await(() -> ApiClient.field(show(machine, run), "progress"));
      for (String path : List.of("/training-runs", "/training-runs/" + run)) {
        String shown = caller(machine).get(path).body();
        assertEquals("running", field(shown, "state"), shown);
        assertEquals("0.5", field(shown, "progress"), shown);
        assertEquals("half of it\n", field(shown, "log"), shown);
      }

      Files.createFile(go());
      List<String> ended =
          ApiClient.await(() ->
              ApiClient.field(show(machine, run), "state").stream().filter(OPEN::contains).count()
                      > 0
                  ? List.of()
                  : List.of(show(machine, run)));
      assertEquals("promoted", field(String.join("", ended), "state"), ended::toString);
      awaitModel(machine, "next");
      assertEquals(List.of("none"), ApiClient.await(() -> exports(machine)));

      Process rollback =
          new ProcessBuilder(
                  "bash",
                  HOME.resolve("cirrus").toString(),
                  "rollback",
                  "--port",
                  String.valueOf(machine.address().getPort()))
              .redirectErrorStream(true)
              .start();
      String said = new String(rollback.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, rollback.waitFor(), said);
      assertTrue(said.contains("\"version\":\"" + shipped + "\""), said);
    }
  }

  @Test
  void aRunThatWasAtTheGateWhenCirrusStoppedIsLookedAtAfterTheNextStart() throws Exception {
    String run;
    try (LocalSystem machine = start();
        DynamoDbClient tables = machine.cloud().dynamoDb()) {
      run = begin(machine);
      ApiClient.await(() -> ApiClient.field(show(machine, run), "progress"));
      RunStore runs = new DynamoDbRunStore(tables, machine.resources().ref("RunsTable"));
      Run running = runs.find(run).orElseThrow();
      assertTrue(runs.write(running.withState(new RunState.Gate(), Instant.now())));
    }
    try (LocalSystem machine = start()) {
      List<String> log = ApiClient.await(() -> ApiClient.field(show(machine, run), "log"));
      assertEquals(1, log.size(), "the run stays as it is");
      assertTrue(log.getFirst().contains("left no card.json"), log::getFirst);
      begin(machine);
    }
  }

  @Test
  void aRunThatACrashLeftBehindHasFailedAndTheNextOneBegins() throws Exception {
    String first;
    try (LocalSystem machine = start()) {
      first = begin(machine);
      ApiClient.await(() -> ApiClient.field(show(machine, first), "progress"));
    }
    try (LocalSystem machine = start()) {
      String second = begin(machine);
      assertNotEquals(first, second);
      String shown = show(machine, first);
      assertEquals("failed", field(shown, "state"), shown);
      String log = field(shown, "log");
      // Between them the shell may tell of the command that was killed.
      assertTrue(log.startsWith("half of it\n"), log);
      assertTrue(log.endsWith("Cirrus was stopped while the job ran."), log);
    }
  }
}
