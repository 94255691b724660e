package dev.cirrus.systemtests;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.YamlNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Deploys the template with {@code sam deploy} to an emulator and uses it through API Gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeploymentTest {
  private static final String STACK = "system-tests";
  private static final String OWNER_KEY = "owner-key-of-the-deployment-test";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Version 1 of the AWS CLI prefers SQS's own address to the variable with the emulator's.
   * CloudFormation's answers, which the runbooks' functions ask for again in every command, are
   * kept in the folder ANSWERS.
   */
  private static final String AWS_FUNCTION =
      """
      aws() {
        local call=(command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@") answer
        [ "$1" = cloudformation ] || { "${call[@]}"; return; }
        answer=$ANSWERS/$(cksum <<<"$*")
        [ -e "$answer" ] || { "${call[@]}" >"$answer.part" && mv "$answer.part" "$answer"; } || return
        cat "$answer"
      }
      """;

  /** The emulator may drop a request that asks for an upgrade to HTTP/2. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Emulator emulator;
  private Map<String, String> outputs;

  @BeforeAll
  void deploy() throws Exception {
    String sam = Tool.SAM.path();
    emulator = Emulator.start();
    // The emulator has no EMR Serverless; everything else is deployed as it would be on AWS.
    Command.Finished deploy =
        Command.in(
                Repository.ROOT,
                "bash",
                "deploy/deploy.sh",
                "--stack-name",
                STACK,
                // The emulator's addresses are not those of the outputs; see below.
                "--no-smoke-test",
                "--parameter-overrides",
                "TrainingEngine=none",
                "HeldOutSets=" + CandidateRun.heldOutSets())
            .with(emulator.environment())
            .run();
    assertEquals(0, deploy.status(), deploy::output);
    Command.Finished list =
        Command.in(
                Repository.ROOT,
                sam,
                "list",
                "stack-outputs",
                "--stack-name",
                STACK,
                "--output",
                "json")
            .with(emulator.environment())
            .run();
    outputs = new HashMap<>();
    for (JsonNode output : JSON.readTree(list.out())) {
      outputs.put(output.get("OutputKey").asText(), output.get("OutputValue").asText());
    }
  }

  @AfterAll
  void stop() throws IOException {
    http.close();
    if (emulator != null) {
      emulator.close();
    }
  }

  @Test
  void recordsAPredictionMadeThroughTheGateway() throws Exception {
    JsonNode prediction = recordedPrediction();
    Map<String, AttributeValue> record = record(prediction.get("id").asText());
    assertEquals(prediction.get("model").asText(), attribute(record, "model").s());
    assertEquals(prediction.get("predictions").size(), attribute(record, "digits").l().size());
  }

  @Test
  void letsAnOwnerReadAndCorrectAPrediction() throws Exception {
    String id = recordedPrediction().get("id").asText();
    record(id);

    HttpResponse<String> corrected =
        send(
            request("/predictions/" + id + "/labels")
                .PUT(BodyPublishers.ofString("{\"labels\": [3]}")));
    assertEquals(200, corrected.statusCode(), corrected::body);
    JsonNode read = JSON.readTree(send(request("/predictions/" + id).GET()).body());
    assertEquals(3, read.get("labels").get(0).asInt(), read::toString);
  }

  @Test
  void passesTheSmokeTest() throws Exception {
    String api = at("/restapis/" + outputs.get("ApiId") + "/prod/_user_request_").toString();
    // The emulator serves no page under CloudFront's address, and checks no bodies and signatures.
    Command command =
        Command.in(
            Repository.ROOT,
            "python3",
            "deploy/smoke.py",
            api,
            api,
            "--skip",
            "page",
            "headers",
            "validation",
            "administrators");
    Command.Finished smoke = command.run();
    // On a busy machine the queue may answer too late.
    Instant deadline = Instant.now().plus(Command.DEADLINE);
    while (smoke.output().contains("can't write to the queue in time")
        && Instant.now().isBefore(deadline)) {
      smoke = command.run();
    }
    assertEquals(0, smoke.status(), smoke.output());
  }

  @Test
  void requiresASignatureOnAdministratorRoutes() throws Exception {
    String api = "/restapis/" + outputs.get("ApiId") + "/resources?embed=methods&limit=500";
    JsonNode resources = JSON.readTree(send(HttpRequest.newBuilder(at(api)).GET()).body());
    Set<String> signed = new TreeSet<>();
    for (JsonNode resource : resources.findValue("item")) {
      resource
          .path("resourceMethods")
          .properties()
          .forEach(method -> {
            if (method.getValue().path("authorizationType").asText().equals("AWS_IAM")) {
              signed.add(method.getKey() + " " + resource.get("path").asText());
            }
          });
    }
    assertEquals(administrators(), signed);
  }

  /** The operations that the description restricts to administrators. */
  private static Set<String> administrators() throws IOException {
    Set<String> operations = new TreeSet<>();
    YamlNode paths = YamlNode.read(Repository.ROOT.resolve("api/openapi.yaml")).get("paths");
    paths
        .fields()
        .forEach((path, methods) ->
            methods
                .fields()
                .forEach((method, operation) -> {
                  if (operation.get("security").toString().contains("administrator")) {
                    operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
                  }
                }));
    assertFalse(
        operations.isEmpty(), "no operation in the description is restricted to administrators");
    return operations;
  }

  @Test
  void uploadsThePage() throws Exception {
    HttpResponse<String> page =
        send(HttpRequest.newBuilder(at("/" + outputs.get("SiteBucketName") + "/index.html")).GET());
    assertEquals(200, page.statusCode());
    assertEquals("no-cache", page.headers().firstValue("cache-control").orElse("none"));
  }

  @Test
  void promotesACandidateAtTheEndOfItsJobAndRollsBack() throws Exception {
    JsonNode rule = null;
    for (JsonNode one : aws("AWSEvents.ListRules", Map.of()).get("Rules")) {
      rule = one.path("EventPattern").asText().contains("aws.emr-serverless") ? one : rule;
    }
    assertNotNull(rule, "no rule matches the end of a job");
    ObjectNode event =
        (ObjectNode)
            JSON.readTree(Repository.ROOT.resolve("events/promote/job-succeeded.json").toFile());
    String pattern = rule.get("EventPattern").asText();
    assertFalse(matches(pattern, event), "the rule matches jobs of another application");
    // Without a training engine the rule names the application "none".
    ((ObjectNode) event.get("detail")).put("applicationId", "none");
    assertTrue(matches(pattern, event), pattern);
    ((ObjectNode) event.get("detail")).put("state", "RUNNING");
    assertFalse(matches(pattern, event), "the rule matches jobs that are still running");

    JsonNode targets =
        aws("AWSEvents.ListTargetsByRule", Map.of("Rule", rule.get("Name").asText()))
            .get("Targets");
    assertEquals(1, targets.size(), targets::toString);
    String promote = targets.get(0).get("Arn").asText();
    assertTrue(promote.endsWith(":live"), promote);
    String policy = lambda("GET", promote, "policy", "");
    assertTrue(policy.contains("events.amazonaws.com"), policy);
    assertTrue(policy.contains(rule.get("Arn").asText()), policy);

    AwsEnvironment cloud = AwsEnvironment.at(emulator.endpoint());
    String bucket = requireNonNull(outputs.get("ModelBucketName"));
    String before = currentModel(cloud, bucket);
    CandidateRun.write(cloud, requireNonNull(outputs.get("RunsTableName")), bucket);
    // Only AWS may send events of its own sources, so the target is invoked as the rule would do
    // it.
    String answer = lambda("POST", promote, "invocations", event.toString());
    assertEquals("\"The run " + CandidateRun.ID + " is promoted.\"", answer);
    assertEquals(CandidateRun.CANDIDATE, currentModel(cloud, bucket));

    Command.Finished rollback = cirrus("rollback");
    assertEquals(0, rollback.status(), rollback::output);
    assertEquals(before, currentModel(cloud, bucket));
  }

  @Test
  void everyCommandOfTheRunbooksWorks(@TempDir Path answers) throws Exception {
    // Writes the drift report, which one of the commands reads.
    record(recordedPrediction().get("id").asText());
    Runbooks runbooks = Runbooks.read();
    String path = Path.of(Tool.AWS.path()).getParent() + ":" + System.getenv("PATH");
    List<String> failed = new ArrayList<>();
    for (String command : runbooks.commands()) {
      Command.Finished run =
          Command.in(
                  Repository.ROOT,
                  "bash",
                  "-euo",
                  "pipefail",
                  "-c",
                  AWS_FUNCTION + runbooks.definitions() + command)
              .with(emulator.environment())
              .with(Map.of("PATH", path, "STACK", STACK, "ANSWERS", answers.toString()))
              .run();
      if (run.status() != 0) {
        failed.add(command + "\n" + run.output());
      }
    }
    assertEquals(List.of(), failed);
  }

  @Test
  void recordsDeadLettersAfterARedrive() throws Exception {
    String id = "019aa6b1-5e80-7000-8000-000000000001";
    JsonNode event = JSON.readTree(Repository.ROOT.resolve("events/record/one.json").toFile());
    ObjectNode message = (ObjectNode) JSON.readTree(event.at("/Records/0/body").asText());
    message.put("id", id).put("time", Instant.now().toString());
    try (SqsClient sqs = AwsEnvironment.at(emulator.endpoint()).sqs()) {
      sqs.sendMessage(
          send -> send.queueUrl(outputs.get("DeadLetterQueueUrl")).messageBody(message.toString()));
    }
    Command.Finished redrive = cirrus("redrive");
    assertEquals(0, redrive.status(), redrive::output);
    assertTrue(redrive.out().contains("moved 1 prediction"), redrive::output);
    record(id);
  }

  @Test
  void restoresLostRecordsButNotDeletedOnes() throws Exception {
    String lost = recordedPrediction().get("id").asText();
    record(lost);
    String deleted = recordedPrediction().get("id").asText();
    record(deleted);
    String table = requireNonNull(outputs.get("LedgerTableName"));
    try (DynamoDbClient tables = AwsEnvironment.at(emulator.endpoint()).dynamoDb()) {
      tables.restoreTableToPointInTime(copy ->
          copy.sourceTableName(table)
              .targetTableName("copy-of-the-ledger")
              .useLatestRestorableTime(true));
      tables.deleteItem(
          lose -> lose.tableName(table).key(Map.of("id", AttributeValue.fromS(lost))));
    }
    assertEquals(204, send(request("/predictions/" + deleted).DELETE()).statusCode());

    Command.Finished restore = cirrus("restore", "copy-of-the-ledger");
    assertEquals(0, restore.status(), restore::output);
    assertTrue(restore.out().contains("copied 1 records"), restore::output);
    assertEquals(200, send(request("/predictions/" + lost).GET()).statusCode());
    assertEquals(404, send(request("/predictions/" + deleted).GET()).statusCode());

    Command.Finished atTime =
        cirrus("restore", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    assertEquals(0, atTime.status(), atTime::output);
    assertTrue(atTime.out().contains("copied 0 records"), atTime::output);
  }

  private Command.Finished cirrus(String command, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("bash", "cirrus", command));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--stack-name", STACK));
    return Command.in(Repository.ROOT, words.toArray(String[]::new))
        .with(emulator.environment())
        .run();
  }

  @Test
  void doesNotUploadTrainingDataWithAnUnexpectedHash(@TempDir Path folder) throws Exception {
    Path file =
        Files.createDirectory(folder.resolve("mnist")).resolve("train-labels-idx1-ubyte.gz");
    Files.writeString(file, "cut short");
    Command.Finished publish =
        Command.in(
                Repository.ROOT,
                Path.of(Tool.SAM.path()).resolveSibling("python").toString(),
                "deploy/stack.py",
                "publish",
                STACK,
                folder.toString())
            .with(emulator.environment())
            .run();
    assertEquals(1, publish.status(), publish::output);
    assertTrue(publish.err().contains("expected the SHA-256"), publish::output);
  }

  private static String currentModel(AwsEnvironment cloud, String bucket) throws IOException {
    try (S3Client s3 = cloud.s3()) {
      return JSON.readTree(
              s3.getObjectAsBytes(get -> get.bucket(bucket).key("models/current.json"))
                  .asByteArray())
          .get("version")
          .asText();
    }
  }

  private boolean matches(String pattern, JsonNode event) throws Exception {
    return aws(
            "AWSEvents.TestEventPattern",
            Map.of("EventPattern", pattern, "Event", event.toString()))
        .get("Result")
        .asBoolean();
  }

  /** Calls an operation of an AWS API that uses the JSON protocol. */
  private JsonNode aws(String operation, Map<String, String> parameters) throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(emulator.endpoint())
                .header("X-Amz-Target", operation)
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(parameters))));
    assertEquals(200, answer.statusCode(), answer::body);
    return JSON.readTree(answer.body());
  }

  private String lambda(String method, String function, String resource, String body)
      throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(
                    at("/2015-03-31/functions/" + function.replace(":", "%3A") + "/" + resource))
                .method(method, BodyPublishers.ofString(body)));
    assertEquals(200, answer.statusCode(), answer::body);
    return answer.body();
  }

  /** Repeats the prediction, since on a busy machine the queue may answer too late. */
  private JsonNode recordedPrediction() throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(Command.DEADLINE);
    JsonNode prediction = predict();
    while (!prediction.get("recorded").asBoolean() && Instant.now().isBefore(deadline)) {
      prediction = predict();
    }
    assertTrue(prediction.get("recorded").asBoolean(), prediction::toString);
    return prediction;
  }

  private JsonNode predict() throws IOException, InterruptedException {
    List<Integer> image = new ArrayList<>();
    for (int i = 0; i < 784; i++) {
      boolean stroke = i % 28 >= 13 && i % 28 <= 14 && i / 28 >= 4 && i / 28 < 24;
      image.add(stroke ? 255 : 0);
    }
    HttpResponse<String> answer =
        send(request("/predict").POST(BodyPublishers.ofString("{\"image\": " + image + "}")));
    assertEquals(200, answer.statusCode(), answer::body);
    return JSON.readTree(answer.body());
  }

  /** Waits for the record with that id. */
  private Map<String, AttributeValue> record(String id) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(Command.DEADLINE);
    try (DynamoDbClient tables = AwsEnvironment.at(emulator.endpoint()).dynamoDb()) {
      while (Instant.now().isBefore(deadline)) {
        var found =
            tables.getItem(get ->
                get.tableName(outputs.get("LedgerTableName"))
                    .key(Map.of("id", AttributeValue.fromS(id))));
        if (found.hasItem()) {
          return found.item();
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
    throw new AssertionError(id + " did not reach the ledger:\n" + emulator.log());
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return requireNonNull(item.get(name), name);
  }

  /** A request through the gateway with the owner key. */
  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            at("/restapis/" + outputs.get("ApiId") + "/prod/_user_request_" + path))
        .header("Authorization", "Bearer " + OWNER_KEY)
        .header("Content-Type", "application/json")
        .timeout(Command.DEADLINE);
  }

  private URI at(String path) {
    return emulator.endpoint().resolve(path);
  }

  /** Repeats a request that timed out because a busy machine started the function too slowly. */
  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(Command.DEADLINE);
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    while (answer.body().contains("timed out") && Instant.now().isBefore(deadline)) {
      answer = http.send(request.build(), BodyHandlers.ofString());
    }
    return answer;
  }
}
