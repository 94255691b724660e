package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.localaws.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Runs each function in Lambda's image under {@code sam local}, with an emulator for S3, SQS and
 * DynamoDB.
 */
@Order(3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SamLocalTest {
  private static final Duration INVOKE_TIMEOUT = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern CONTAINER = Pattern.compile("SAM_CONTAINER_ID: (\\w+)");

  /** The logical names of the template's functions, by the folders of their events. */
  private static final Map<String, String> LOGICAL_NAMES =
      Map.of(
          "predict", "PredictFunction",
          "record", "RecordFunction",
          "history", "HistoryFunction",
          "train-trigger", "TrainTriggerFunction",
          "promote", "PromoteFunction");

  private Path folder;
  private String sam;
  private Emulator emulator;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    sam = Tool.SAM.path();
    emulator = Emulator.start();
    // sam passes on only the variables that the template names, so this copy names the endpoint
    // too.
    Files.writeString(
        folder.resolve("template.yaml"),
        Files.readString(Repository.TEMPLATE)
            // A slow machine must not fail a test.
            .replaceAll("(?m)^      Timeout: .*", "      Timeout: 300")
            .replace("CodeUri: ", "CodeUri: " + Repository.ROOT + "/")
            .replace("Location: ", "Location: " + Repository.ROOT + "/")
            .replace(
                "        ALLOWED_ORIGIN:",
                "        AWS_ENDPOINT_URL: " + emulator.endpoint() + "\n        ALLOWED_ORIGIN:"));
  }

  @AfterAll
  void stop() throws IOException {
    if (emulator != null) {
      emulator.close();
    }
  }

  /** One warm container for each function answers all of its events, one after another. */
  @Test
  void everyEventGetsItsExpectedAnswer() throws Exception {
    StackResources resources = createResources("events-");
    int port = Repository.freePort();
    URI address = URI.create("http://127.0.0.1:" + port);
    List<String> answers = new ArrayList<>();
    try (BackgroundProcess lambda =
            sam(resources, "start-lambda", "--port", "" + port, "--warm-containers", "EAGER")
                .start();
        HttpClient http = newHttpClient()) {
      try {
        lambda.await(address);
        for (String event : events()) {
          String answer = summary(invoke(http, address, event));
          answers.add(
              event + " " + (isRetried(answer) ? summary(invoke(http, address, event)) : answer));
        }
      } finally {
        removeContainers(lambda.log());
      }
    }
    List<String> expected = expectedAnswers().lines().toList();
    assertEquals(without(expected, answers), without(answers, expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "predict/png",
        "record/batch",
        "history/list",
        "train-trigger/list",
        "promote/hourly"
      })
  void samLocalInvokeAnswers(String event) throws Exception {
    Command invoke =
        sam(
            createResources("invoke-" + event.replaceFirst("/.*", "-")),
            "invoke",
            logicalName(event),
            "--event",
            eventFile(event).toString());
    Command.Finished finished = invoke.run(INVOKE_TIMEOUT);
    if (finished.status() == Command.TIMED_OUT) {
      // sam itself hangs in about one of 200 invocations on a busy machine.
      finished = invoke.run();
    }
    assertEquals(0, finished.status(), finished::output);
    String answer = summary(JSON.readTree(finished.out()));
    assertTrue(
        expectedAnswers().lines().anyMatch((event + " " + answer)::equals), finished::output);
  }

  @Test
  void startApiAnswersNumbersAndPicturesAndPicksUpAPromotedModel() throws Exception {
    StackResources resources = createResources("api-");
    int port = Repository.freePort();
    URI address = URI.create("http://127.0.0.1:" + port);
    try (BackgroundProcess api =
            sam(resources, "start-api", "--port", "" + port, "--warm-containers", "LAZY").start();
        HttpClient http = newHttpClient()) {
      try {
        api.await(address.resolve("/health"));
        HttpResponse<String> numbers =
            http.send(request(address, "predict/one-image"), BodyHandlers.ofString());
        assertEquals(200, numbers.statusCode(), numbers::body);
        HttpResponse<String> picture =
            http.send(request(address, "predict/png"), BodyHandlers.ofString());
        assertEquals(200, picture.statusCode(), picture::body);
        assertTrue(JSON.readTree(picture.body()).findValue("box").has("width"), picture::body);
        promoteAndAwait("promoted", resources.ref("ModelBucket"), http, address);
      } finally {
        removeContainers(api.log());
      }
    }
  }

  /** Promotes the shipped model under another version and predicts until that version answers. */
  private void promoteAndAwait(String version, String bucket, HttpClient http, URI address)
      throws IOException, InterruptedException {
    ObjectNode card =
        (ObjectNode) JSON.readTree(Repository.ROOT.resolve("model/card.json").toFile());
    card.put("version", version);
    try (S3Client s3 = AwsEnvironment.at(emulator.endpoint()).s3()) {
      String folder = "models/" + version + "/";
      byte[] model = Files.readAllBytes(Repository.ROOT.resolve("model/model.onnx"));
      put(s3, bucket, folder + "model.onnx", model);
      put(s3, bucket, folder + "card.json", JSON.writeValueAsBytes(card));
      byte[] pointer = JSON.writeValueAsBytes(card.retain("version", "sha256"));
      put(s3, bucket, "models/current.json", pointer);
    }
    String current = "";
    for (Instant deadline = Instant.now().plus(Command.DEADLINE);
        !current.equals(version) && Instant.now().isBefore(deadline); ) {
      TimeUnit.SECONDS.sleep(1);
      HttpResponse<String> answer =
          http.send(request(address, "predict/one-image"), BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer::body);
      current = JSON.readTree(answer.body()).get("model").asText();
    }
    assertEquals(version, current);
  }

  private static void put(S3Client s3, String bucket, String key, byte[] bytes) {
    s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }

  /** Lambda's own API, as {@code sam local start-lambda} serves it. */
  private static JsonNode invoke(HttpClient http, URI address, String event)
      throws IOException, InterruptedException {
    URI function = address.resolve("/2015-03-31/functions/" + logicalName(event) + "/invocations");
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(function)
                .POST(BodyPublishers.ofFile(eventFile(event)))
                .timeout(Command.DEADLINE)
                .build(),
            BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), () -> event + ": " + answer.body());
    return JSON.readTree(answer.body());
  }

  /**
   * An answer in one line: the status and the problem of an HTTP answer, how many messages of a
   * batch failed, or the text.
   */
  private static String summary(JsonNode answer) throws IOException {
    if (answer.isTextual()) {
      return answer.asText();
    }
    if (answer.has("batchItemFailures")) {
      return answer.get("batchItemFailures").size() + " failed";
    }
    if (!answer.has("statusCode")) {
      return answer.toString();
    }
    String status = answer.get("statusCode").asText();
    if (status.compareTo("400") < 0) {
      return status;
    }
    String problem = JSON.readTree(answer.get("body").asText()).path("type").asText();
    return status + " " + problem.substring(problem.lastIndexOf('/') + 1);
  }

  private static List<String> events() throws IOException {
    List<String> events = new ArrayList<>();
    for (String function : Repository.FUNCTIONS) {
      try (Stream<Path> files = Files.list(Repository.ROOT.resolve("events/" + function))) {
        files
            .map(file -> function + "/" + file.getFileName().toString().replace(".json", ""))
            .sorted()
            .forEach(events::add);
      }
    }
    return events;
  }

  private static String expectedAnswers() throws IOException {
    return Files.readString(
        Repository.ROOT.resolve("system-tests/src/test/resources/expected-answers.txt"));
  }

  /**
   * Whether callers send the event again: a 503 asks them to, and Lambda repeats a batch or an
   * event that failed. On a busy machine, calls to the emulator may exceed their deadlines.
   */
  private static boolean isRetried(String answer) {
    return answer.startsWith("503 ")
        || answer.matches("[1-9]\\d* failed")
        || answer.contains("errorMessage");
  }

  private static List<String> without(List<String> lines, List<String> excluded) {
    return lines.stream().filter(line -> !excluded.contains(line)).toList();
  }

  private static Path eventFile(String event) {
    return Repository.ROOT.resolve("events/" + event + ".json");
  }

  private static String logicalName(String event) {
    return LOGICAL_NAMES.getOrDefault(event.replaceFirst("/.*", ""), "");
  }

  /** The HTTP request that an API Gateway event was made from. */
  private static HttpRequest request(URI address, String event) throws IOException {
    JsonNode json = JSON.readTree(eventFile(event).toFile());
    String body = json.get("body").asText();
    return HttpRequest.newBuilder(address.resolve("/predict"))
        .header("Content-Type", json.get("headers").get("Content-Type").asText())
        .POST(
            json.path("isBase64Encoded").asBoolean()
                ? BodyPublishers.ofByteArray(Base64.getDecoder().decode(body))
                : BodyPublishers.ofString(body))
        .timeout(Command.DEADLINE)
        .build();
  }

  /**
   * Removes the containers by force, since sam takes a while over each and may leave some behind.
   */
  private static void removeContainers(String log) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("docker", "rm", "--force"));
    CONTAINER.matcher(log).results().forEach(found -> words.add(found.group(1)));
    if (words.size() > 3) {
      new Command(Repository.ROOT, Map.of(), words).run();
    }
  }

  private StackResources createResources(String prefix) throws IOException {
    return StackResources.create(
        AwsEnvironment.at(emulator.endpoint()), Template.read(Repository.TEMPLATE), prefix);
  }

  private Command sam(StackResources resources, String command, String... options)
      throws IOException {
    Path variables = Files.createTempFile(folder, "variables", ".json");
    JSON.writeValue(
        variables.toFile(),
        Map.of(
            "Parameters",
            Map.of(
                "LEDGER_TABLE", resources.ref("LedgerTable"),
                "RUNS_TABLE", resources.ref("RunsTable"),
                "MODEL_BUCKET", resources.ref("ModelBucket"),
                "PREDICTION_QUEUE_URL", resources.ref("PredictionQueue"))));
    List<String> words =
        new ArrayList<>(
            List.of(
                sam,
                "local",
                command,
                "--template",
                folder.resolve("template.yaml").toString(),
                "--env-vars",
                variables.toString(),
                "--parameter-overrides",
                "TrainingEngine=none",
                "--skip-pull-image"));
    words.addAll(List.of(options));
    return new Command(Repository.ROOT, Tool.ENVIRONMENT, words);
  }

  /** sam's containers answer HTTP/1.1 only. */
  private static HttpClient newHttpClient() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }
}
