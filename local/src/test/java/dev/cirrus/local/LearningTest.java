package dev.cirrus.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.Metrics;
import dev.cirrus.classifier.OnnxClassifier;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.S3ModelRegistry;
import dev.cirrus.runs.RunFiles;
import dev.cirrus.runs.S3RunFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The whole way on one machine, over HTTP: digits in a style that the model misreads are drawn and
 * corrected, a run is started, and the next model reads them; or it is refused.
 *
 * <p>Each test trains for minutes with the real job, from the real data.
 */
@Tag("learning")
@Timeout(value = 1, unit = TimeUnit.HOURS)
@EnabledIfEnvironmentVariable(
    named = "CIRRUS_TRAINING_DATA",
    matches = ".+",
    disabledReason = "it trains twice from real data, for minutes: ./cirrus test learning runs it")
final class LearningTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final int CORRECTED = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final Duration TAKEN_UP = Duration.ofSeconds(60);

  /** The margin that the gate lets a model lose of a whole set. */
  private static final double MARGIN = 0.003;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random(20260301);

  @TempDir Path data;

  @Test
  void whatIsCorrectedIsReadRightByTheNextModelAndNothingIsLost() throws Exception {
    try (LocalSystem machine = start()) {
      String first = model(machine);
      double before = readAsSeven(machine, 50);
      assertTrue(before < 0.2, () -> "the style is read already: " + before);
      correct(machine, 0);

      HttpResponse<String> started = post(machine, "/training-runs");
      assertEquals(202, started.statusCode(), started::body);
      String run = field(started.body(), "id");
      assertEquals("" + CORRECTED, field(started.body(), "rows"));
      HttpResponse<String> again = post(machine, "/training-runs");
      assertEquals(200, again.statusCode(), again::body);
      assertEquals(run, field(again.body(), "id"));

      String ended = waitForEnd(machine, run);
      assertEquals("promoted", field(ended, "state"), ended);
      String next = field(ended, "model");
      assertFalse(next.equals(first), ended);
      waitForModel(machine, next);
      double after = readAsSeven(machine, CORRECTED);
      System.out.printf(
          "looped sevens read right: %.1f %% before, %.1f %% after%n", 100 * before, 100 * after);
      assertTrue(after >= 0.8, () -> "of fresh ones it reads " + after);
      noWorseThanBefore(machine, run, first);

      brokenPointersChangeNothing(machine, next);

      HttpResponse<String> back = post(machine, "/model/rollback");
      assertEquals(200, back.statusCode(), back::body);
      assertEquals(first, field(back.body(), "version"));
      waitForModel(machine, first);
    }
  }

  @Test
  void aFifthOfHostileLabelsPromotesNothingWorse() throws Exception {
    try (LocalSystem machine = start()) {
      String first = model(machine);
      correct(machine, 5);
      String run = field(post(machine, "/training-runs").body(), "id");
      String ended = waitForEnd(machine, run);
      String state = field(ended, "state");
      System.out.println("with a fifth of the labels hostile, the run is " + state);
      assertTrue(state.equals("promoted") || state.equals("refused"), ended);
      if (state.equals("promoted")) {
        noWorseThanBefore(machine, run, first);
      } else {
        assertEquals(first, model(machine));
      }
    }
  }

  private LocalSystem start() throws IOException {
    LocalOptions settings =
        new LocalOptions(HOME, "127.0.0.1", 0, data, 0, System.getenv("CIRRUS_TRAINING_DATA"), 0);
    String command = System.getenv("CIRRUS_TRAIN");
    return LocalSystem.start(
        settings,
        command == null
            ? List.of(HOME.resolve("training/train.sh").toString(), "--images", "16000")
            : List.of(command.split(" ")));
  }

  // ---- as a user, over HTTP ------------------------------------------------------

  private HttpRequest.Builder request(LocalSystem machine, String path) {
    return HttpRequest.newBuilder(URI.create(machine.address() + path))
        .header("Authorization", "Bearer " + "learning-".repeat(4));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(LocalSystem machine, String path) throws Exception {
    return send(request(machine, path));
  }

  private HttpResponse<String> post(LocalSystem machine, String path) throws Exception {
    return send(request(machine, path).POST(BodyPublishers.noBody()));
  }

  private HttpResponse<String> draw(LocalSystem machine, boolean record) throws Exception {
    return send(
        request(machine, "/predict?record=" + record)
            .header("Content-Type", "image/png")
            .POST(BodyPublishers.ofByteArray(LoopedSeven.png(random))));
  }

  private double readAsSeven(LocalSystem machine, int count) throws Exception {
    int sevens = 0;
    for (int i = 0; i < count; i++) {
      HttpResponse<String> read = draw(machine, false);
      assertEquals(200, read.statusCode(), read::body);
      sevens += field(read.body(), "text").equals("7") ? 1 : 0;
    }
    return (double) sevens / count;
  }

  /** Draws and corrects; every so-manieth is said to be an eight. */
  private void correct(LocalSystem machine, int hostile) throws Exception {
    List<String> ids = new ArrayList<>();
    while (ids.size() < CORRECTED) {
      HttpResponse<String> read = draw(machine, true);
      assertEquals(200, read.statusCode(), read::body);
      if (field(read.body(), "text").length() == 1) {
        ids.add(field(read.body(), "id"));
      }
    }
    for (int i = 0; i < ids.size(); i++) {
      int label = hostile > 0 && i % hostile == 0 ? 8 : 7;
      HttpRequest.Builder correction =
          request(machine, "/predictions/" + ids.get(i) + "/labels")
              .header("Content-Type", "application/json")
              .PUT(BodyPublishers.ofString("{\"labels\":[" + label + "]}"));
      HttpResponse<String> said = send(correction);
      // It is recorded a moment after it is read.
      for (Instant late = Instant.now().plusSeconds(60);
          said.statusCode() == 404 && Instant.now().isBefore(late); ) {
        Thread.sleep(200);
        said = send(correction);
      }
      assertEquals(200, said.statusCode(), said::body);
    }
  }

  private String waitForEnd(LocalSystem machine, String run) throws Exception {
    String shown = "";
    for (Instant late = Instant.now().plus(PATIENCE); Instant.now().isBefore(late); ) {
      shown = get(machine, "/training-runs/" + run).body();
      if (List.of("promoted", "refused", "failed").contains(field(shown, "state"))) {
        System.out.println(shown);
        return shown;
      }
      Thread.sleep(2000);
    }
    return shown;
  }

  private String model(LocalSystem machine) throws Exception {
    return field(get(machine, "/health").body(), "model");
  }

  /** Reads digits until that model is the one that reads; every one of them is answered. */
  private void waitForModel(LocalSystem machine, String version) throws Exception {
    String serving = "";
    for (Instant late = Instant.now().plus(TAKEN_UP); Instant.now().isBefore(late); ) {
      HttpResponse<String> read = draw(machine, false);
      assertEquals(200, read.statusCode(), read::body);
      serving = field(read.body(), "model");
      if (serving.equals(version)) {
        return;
      }
      Thread.sleep(250);
    }
    assertEquals(version, serving, "after a minute another model still reads");
  }

  // ---- what lies in the bucket -----------------------------------------------------

  private void brokenPointersChangeNothing(LocalSystem machine, String model) throws Exception {
    String bucket = machine.resources().ref("ModelBucket");
    try (S3Client s3 = machine.cloud().s3()) {
      String key = "models/current.json";
      byte[] pointer = s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
      s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("{\"versi"));
      stays(machine, model);
      s3.deleteObject(delete -> delete.bucket(bucket).key(key));
      stays(machine, model);
      s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(pointer));
    }
  }

  /** For longer than it takes to look at the pointer again. */
  private void stays(LocalSystem machine, String model) throws Exception {
    for (Instant end = Instant.now().plusSeconds(32); Instant.now().isBefore(end); ) {
      HttpResponse<String> read = draw(machine, false);
      assertEquals(200, read.statusCode(), read::body);
      assertEquals(model, field(read.body(), "model"));
      Thread.sleep(1000);
    }
  }

  /** Measures both models anew, apart from the gate, on the digits that neither learned from. */
  private static void noWorseThanBefore(LocalSystem machine, String run, String before)
      throws IOException, BadModelException {
    String bucket = machine.resources().ref("ModelBucket");
    try (S3Client s3 = machine.cloud().s3()) {
      ModelRegistry models = new S3ModelRegistry(s3, bucket);
      byte[] sets =
          new S3RunFiles(s3, bucket)
              .read(RunFiles.job(run) + "evaluation.gz", 1 << 28)
              .orElseThrow();
      byte[] old =
          s3.getObjectAsBytes(get -> get.bucket(bucket).key("models/" + before + "/model.onnx"))
              .asByteArray();
      try (Classifier next = OnnxClassifier.load(models.serving().model().onnx());
          Classifier last = OnnxClassifier.load(old)) {
        for (EvaluationSet set : EvaluationSet.read(new ByteArrayInputStream(sets))) {
          double was = Metrics.of(last, set).accuracy();
          double is = Metrics.of(next, set).accuracy();
          System.out.printf("%s: %.2f %% before, %.2f %% now%n", set.name(), 100 * was, 100 * is);
          assertTrue(is >= was - MARGIN, () -> set.name() + ": " + was + " before, " + is);
        }
      }
    }
  }

  private static String field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
    return matcher.find() ? matcher.group(1) : "";
  }
}
