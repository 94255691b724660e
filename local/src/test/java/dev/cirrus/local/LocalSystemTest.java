package dev.cirrus.local;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.http.OwnerKey;
import dev.cirrus.local.http.ApiDescription;
import dev.cirrus.local.http.ApiGateway;
import dev.cirrus.local.http.HttpFrontend;
import dev.cirrus.local.http.ResponseHeadersPolicy;
import dev.cirrus.local.http.StaticSite;
import dev.cirrus.local.http.TokenBucket;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.localaws.Template;
import dev.cirrus.localaws.UnusableDataException;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Probabilities;
import dev.cirrus.prediction.Source;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Tests the whole system over HTTP. */
final class LocalSystemTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final String SECRET = "what-the-caller-sent";

  @TempDir static Path data;
  private static LocalSystem system;

  private final ApiClient caller = new ApiClient(address(), key());

  @BeforeAll
  static void start() throws IOException {
    system = LocalSystem.start(new LocalOptions(HOME, "127.0.0.1", 0, data, 0, "", 0, ""));
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  private static URI address() {
    return system.address();
  }

  private static String key() {
    return "owner-key-of-a-test-" + Long.toUnsignedString(System.nanoTime());
  }

  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", png);
    return png.toByteArray();
  }

  /** Returns a small file whose header claims a width and height of 60,000 pixels. */
  private static byte[] decompressionBomb() throws IOException {
    byte[] png = png(8, 8);
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 60_000).putInt(20, 60_000);
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    header.putInt(29, (int) sum.getValue());
    return png;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aPredictionIsRecordedUntilItsOwnerDeletesIt() throws Exception {
    String id = caller.recordedId();

    assertRecorded(id);
    HttpResponse<String> corrected =
        caller.put("/predictions/" + id + "/labels", "{\"labels\":[7]}");
    assertEquals(200, corrected.statusCode(), corrected.body());
    assertTrue(caller.get("/dataset").body().contains("\n7,"));
    assertEquals(204, caller.delete("/predictions/" + id).statusCode());
    assertEquals(404, caller.get("/predictions/" + id).statusCode());
  }

  @Test
  void answersBadInputWithAProblem() throws Exception {
    String id = caller.recordedId();
    assertRecorded(id);
    ApiClient stranger = new ApiClient(system.address(), key());
    String image = ApiClient.image();
    List<Executable> checks = new ArrayList<>();
    for (String body :
        List.of(
            "{\"image\":[" + "0,".repeat(782) + "0]}",
            "{\"image\":[" + "0,".repeat(784) + "0]}",
            "{\"image\":" + image.replaceFirst("0", "\"" + SECRET + "\"") + "}",
            "{\"image\":" + image.replaceFirst("0", "null") + "}",
            "{\"image\":" + image.replaceFirst("0", "NaN") + "}",
            "{\"image\":" + image.replaceFirst("0", "-1") + "}",
            "{\"image\":" + image.replaceFirst("0", "256") + "}",
            "{\"image\":" + image.replaceFirst("0", "[0]") + "}",
            "{\"images\":[" + (image + ",").repeat(64) + image + "]}",
            "{\"image\":" + image + ",\"" + SECRET + "\":1}",
            "{\"image\":" + image + ",\"images\":[" + image + "]}",
            SECRET,
            "")) {
      checks.add(problem(400, "invalid-input", "application/json", text(body)));
    }
    byte[] large = new byte[6 << 20];
    Arrays.fill(large, (byte) ' ');
    checks.add(problem(413, "too-large", "application/json", large));
    checks.add(problem(413, "too-large", "image/png", large));
    checks.add(problem(413, "too-large", "image/png", decompressionBomb()));
    checks.add(problem(422, "unreadable-picture", "image/png", Arrays.copyOf(png(99, 99), 60)));
    checks.add(problem(422, "nothing-drawn", "image/png", png(99, 99)));
    checks.add(problem(415, "unsupported-media-type", "image/gif", text("GIF89a")));
    checks.add(
        problem(
            415,
            "unsupported-media-type",
            "image/svg+xml",
            text("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")));
    checks.add(problem(415, "unsupported-media-type", "text/plain", text(SECRET)));
    checks.add(problem(404, "no-such-route", caller.get("/" + SECRET)));
    checks.add(problem(404, "no-such-route", caller.post("/health", "text/plain", text(SECRET))));
    checks.add(problem(404, "not-found", stranger.get("/predictions/" + id)));
    checks.add(problem(404, "not-found", stranger.delete("/predictions/" + id)));
    checks.add(
        problem(
            404, "not-found", stranger.put("/predictions/" + id + "/labels", "{\"labels\":[7]}")));
    checks.add(problem(400, "invalid-cursor", caller.get("/predictions?cursor=" + SECRET)));
    checks.add(
        problem(
            401, "owner-key-required", new ApiClient(system.address(), "x").get("/predictions")));
    checks.add(() ->
        assertFalse(
            Files.readString(data.resolve("functions.log")).contains(SECRET),
            "the log contains input of a caller"));
    assertAll(checks);
  }

  private void assertRecorded(String id) throws Exception {
    assertFalse(
        ApiClient.await(() -> caller.records().stream().filter(id::equals).toList()).isEmpty(),
        "an acknowledged record is not in the ledger");
  }

  private Executable problem(int status, String type, String mediaType, byte[] body)
      throws Exception {
    return problem(status, type, caller.post("/predict", mediaType, body));
  }

  private static Executable problem(int status, String type, HttpResponse<String> answer) {
    return () -> {
      assertEquals(status, answer.statusCode(), answer.body());
      assertEquals(
          "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
      assertEquals(List.of("/problems/" + type), ApiClient.field(answer.body(), "type"));
      assertFalse(answer.body().contains(SECRET), "a problem repeats the input of the caller");
    };
  }

  @Test
  void aMalformedMessageEndsInTheDeadLetterQueue() throws Exception {
    StackResources resources = system.resources();
    try (SqsClient queues = system.aws().sqs()) {
      String queue = resources.ref("PredictionQueue");
      // Shortens the five attempts from minutes to seconds.
      queues.setQueueAttributes(set ->
          set.queueUrl(queue).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "1")));

      queues.sendMessage(send -> send.queueUrl(queue).messageBody("poison"));

      List<Message> dead =
          ApiClient.await(() ->
              queues
                  .receiveMessage(receive ->
                      receive.queueUrl(resources.ref("DeadLetterQueue")).maxNumberOfMessages(10))
                  .messages()
                  .stream()
                  // On a busy machine the short timeout may also fail a message of another test.
                  .filter(message -> message.body().equals("poison"))
                  .toList());
      assertEquals(1, dead.size());
      String id = caller.recordedId();
      assertRecorded(id);
    }
  }

  @Test
  void refusesATableThatAnotherVersionCreated() throws IOException {
    try (DynamoDbClient dynamo = system.aws().dynamoDb()) {
      dynamo.createTable(create ->
          create
              .tableName("old-LedgerTable")
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .keySchema(
                  KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
              .attributeDefinitions(
                  AttributeDefinition.builder().attributeName("id").attributeType("S").build()));
    }
    Template template = Template.read(HOME.resolve("template.yaml"));
    UnusableDataException refused =
        assertThrows(
            UnusableDataException.class,
            () -> StackResources.create(system.aws(), template, "old-"));
    assertTrue(String.valueOf(refused.getMessage()).contains("old-LedgerTable"));
  }

  @Test
  void aRedriveRecordsWhatIsInTheDeadLetterQueue() throws Exception {
    String key = key();
    Prediction prediction =
        new Prediction(
            IdGenerator.system(Clock.systemUTC()).next(),
            Clock.systemUTC().instant(),
            OwnerKey.ofHeader("Bearer " + key).sha256(),
            Source.API,
            null,
            "any",
            List.of(
                new ClassifiedDigit(
                    Probabilities.of(new float[Probabilities.COUNT]),
                    Pixels.ofBytes(new byte[Pixels.COUNT]),
                    null)));
    String dead = system.resources().ref("DeadLetterQueue");
    String queue = system.resources().ref("PredictionQueue");
    try (SqsClient queues = Redrive.connect(data)) {
      queues.sendMessage(send -> send.queueUrl(dead).messageBody(prediction.toJson()));
      assertTrue(system.greeting().contains("./cirrus redrive --data " + data), system::greeting);
      assertTrue(Redrive.move(queues, dead, queue) >= 1);
    }
    ApiClient owner = new ApiClient(address(), key);
    assertEquals(List.of(prediction.id()), ApiClient.await(owner::records));
  }

  @Test
  void predictsWithoutAQueue() throws Exception {
    try (SqsClient queues = system.aws().sqs()) {
      queues.deleteQueue(delete -> delete.queueUrl(system.resources().ref("PredictionQueue")));

      HttpResponse<String> answer = caller.predict();

      assertEquals(200, answer.statusCode(), answer.body());
      assertEquals(List.of("false"), ApiClient.field(answer.body(), "recorded"));
    }

    StackResources.create(system.aws(), Template.read(HOME.resolve("template.yaml")), "");
    String id = caller.recordedId();
    assertRecorded(id);
  }

  @Test
  void healthReportsEachPart() throws Exception {
    String health = caller.get("/health").body();
    assertTrue(
        health.endsWith(
            "\"parts\":{\"disk\":\"ok\",\"ledger\":\"ok\",\"memory\":\"ok\",\"models\":\"ok\",\"queue\":\"ok\"}}"),
        health);
  }

  @Test
  void answersFiftyConcurrentUsers() throws Exception {
    int users = 50;
    int requests = 4;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<HttpResponse<String>>>> answers = new ArrayList<>();
      for (int user = 0; user < users; user++) {
        answers.add(
            threads.submit(() -> {
              List<HttpResponse<String>> mine = new ArrayList<>();
              for (int i = 0; i < requests; i++) {
                mine.add(caller.predict());
              }
              return mine;
            }));
      }
      HashSet<String> recorded = new HashSet<>();
      for (Future<List<HttpResponse<String>>> each : answers) {
        for (HttpResponse<String> answer : each.get()) {
          assertEquals(200, answer.statusCode(), answer.body());
          if (ApiClient.isRecorded(answer)) {
            recorded.addAll(ApiClient.field(answer.body(), "id"));
          }
        }
      }
      List<List<String>> ledger =
          ApiClient.await(() -> {
            List<String> ids = caller.records();
            return ids.containsAll(recorded) ? List.of(ids) : List.of();
          });
      assertFalse(ledger.isEmpty(), "an acknowledged record is missing");
      assertEquals(
          ledger.getFirst().size(),
          new HashSet<>(ledger.getFirst()).size(),
          "a record is listed twice");
    }
  }

  @Test
  void servesThePageWithTheHeadersOfTheTemplate(@TempDir Path home) throws Exception {
    Files.createDirectories(home.resolve("frontend/dist/assets"));
    Files.writeString(home.resolve("frontend/dist/index.html"), "<h1>Cirrus</h1>".repeat(99));
    Files.writeString(home.resolve("frontend/dist/assets/page-1a2b.js"), "1");
    StaticSite site = StaticSite.read(home.resolve("frontend/dist"));
    Template template = Template.read(HOME.resolve("template.yaml"));
    try (HttpFrontend front =
        HttpFrontend.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      front.serve(
          new ApiGateway(
              ApiDescription.read(HOME.resolve("api/openapi.yaml")),
              Map.of(),
              TokenBucket.none(),
              Clock.systemUTC()),
          site,
          ResponseHeadersPolicy.read(template, "ApiHeaders"),
          ResponseHeadersPolicy.read(template, "SiteHeaders"));
      URI address = URI.create("http://127.0.0.1:" + front.port());
      HttpClient http = HttpClient.newHttpClient();
      HttpResponse<byte[]> page =
          http.send(
              HttpRequest.newBuilder(address.resolve("/"))
                  .header("Accept-Encoding", "gzip")
                  .build(),
              BodyHandlers.ofByteArray());

      assertEquals(200, page.statusCode());
      assertEquals("gzip", page.headers().firstValue("Content-Encoding").orElse(""));
      assertEquals("no-cache", page.headers().firstValue("Cache-Control").orElse(""));
      assertEquals("DENY", page.headers().firstValue("X-Frame-Options").orElse(""));
      assertTrue(
          page.headers()
              .firstValue("Content-Security-Policy")
              .orElse("")
              .startsWith("default-src 'none'; script-src 'self'"));
      HttpResponse<byte[]> again =
          http.send(
              HttpRequest.newBuilder(address.resolve("/index.html"))
                  .header("If-None-Match", page.headers().firstValue("ETag").orElse(""))
                  .build(),
              BodyHandlers.ofByteArray());
      assertEquals(304, again.statusCode());
      HttpResponse<byte[]> asset =
          http.send(
              HttpRequest.newBuilder(address.resolve("/assets/page-1a2b.js")).build(),
              BodyHandlers.ofByteArray());
      assertEquals(
          "public, max-age=31536000, immutable",
          asset.headers().firstValue("Cache-Control").orElse(""));
      assertEquals(
          404,
          http.send(
                  HttpRequest.newBuilder(address.resolve("/..%2f..%2fpom.xml")).build(),
                  BodyHandlers.discarding())
              .statusCode());
    }
  }

  private static void assertMessageContains(String text, StartupException e) {
    assertTrue(String.valueOf(e.getMessage()).contains(text), e.getMessage());
  }

  @Test
  void reportsAPortInUse(@TempDir Path other) {
    int port = system.address().getPort();
    StartupException taken =
        assertThrows(
            StartupException.class,
            () ->
                LocalSystem.start(new LocalOptions(HOME, "127.0.0.1", port, other, 0, "", 0, "")));
    assertMessageContains("port " + port, taken);
    assertMessageContains("--port", taken);
  }

  @Test
  void reportsADataFolderInUse() {
    StartupException used =
        assertThrows(
            StartupException.class,
            () -> LocalSystem.start(new LocalOptions(HOME, "127.0.0.1", 0, data, 0, "", 0, "")));
    assertMessageContains(data.toString(), used);
    assertMessageContains("--data", used);
  }

  @Test
  void reportsAForeignAddress(@TempDir Path other) {
    for (String host : List.of("192.0.2.1", "no-such-host.invalid")) {
      StartupException foreign =
          assertThrows(
              StartupException.class,
              () -> LocalSystem.start(new LocalOptions(HOME, host, 0, other, 0, "", 0, "")));
      assertMessageContains(host, foreign);
      assertMessageContains("--host", foreign);
    }
  }

  @Test
  void reportsAnUnusableDataFolder(@TempDir Path other) throws IOException {
    Path file = Files.createFile(other.resolve("file"));
    for (Path unusable : List.of(file, file.resolve("below"))) {
      StartupException noFolder =
          assertThrows(
              StartupException.class,
              () ->
                  LocalSystem.start(
                      new LocalOptions(HOME, "127.0.0.1", 0, unusable, 0, "", 0, "")));
      assertMessageContains(unusable.toString(), noFolder);
      assertMessageContains("--data", noFolder);
    }
  }

  @Test
  void reportsInvalidOptionsWithTheUsage() {
    for (List<String> line :
        List.of(List.of("--prot", "1"), List.of("--port"), List.of("--port", "x"))) {
      StartupException wrong =
          assertThrows(StartupException.class, () -> LocalOptions.read(HOME, line));
      assertMessageContains("--data DIR", wrong);
    }
    assertEquals(9000, LocalOptions.read(HOME, List.of("--port", "9000")).port());
    assertEquals(
        Stream.of("there").map(Path::of).map(Path::toAbsolutePath).toList(),
        List.of(LocalOptions.read(HOME, List.of("--data", "there")).data()));
  }
}
