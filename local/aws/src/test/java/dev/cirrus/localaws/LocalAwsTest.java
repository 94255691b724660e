package dev.cirrus.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

final class LocalAwsTest {
  private static final int HOUR = 3600;

  private static Template template() throws IOException {
    return Template.read(Path.of("src/test/resources/small.yaml"));
  }

  @Test
  void storedDataSurvivesARestart(@TempDir Path data) throws Exception {
    try (LocalAws cloud = LocalAws.start(data);
        SqsClient sqs = cloud.sqs();
        S3Client s3 = cloud.s3();
        DynamoDbClient tables = cloud.dynamoDb()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      send(sqs, resources, "seven");
      s3.putObject(
          put -> put.bucket(resources.ref("ModelBucket")).key("models/current.json"),
          RequestBody.fromString("{}"));
      tables.putItem(put ->
          put.tableName(resources.ref("Table"))
              .item(Map.of("id", AttributeValue.fromS("1"), "owner", AttributeValue.fromS("me"))));
    }

    try (LocalAws cloud = LocalAws.start(data);
        SqsClient sqs = cloud.sqs();
        S3Client s3 = cloud.s3();
        DynamoDbClient tables = cloud.dynamoDb()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      assertEquals(List.of("seven"), received(sqs, resources.ref("Queue"), 20));
      assertEquals(
          "{}",
          s3.getObjectAsBytes(
                  get -> get.bucket(resources.ref("ModelBucket")).key("models/current.json"))
              .asUtf8String());
      assertEquals(
          1,
          tables
              .query(query ->
                  query
                      .tableName(resources.ref("Table"))
                      .indexName("by-owner")
                      .keyConditionExpression("#o = :o")
                      .expressionAttributeNames(Map.of("#o", "owner"))
                      .expressionAttributeValues(Map.of(":o", AttributeValue.fromS("me"))))
              .count());
    }
  }

  @Test
  void anAcknowledgedMessageIsInTheFileAtOnce(@TempDir Path data, @TempDir Path copy)
      throws Exception {
    try (LocalAws cloud = LocalAws.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      send(sqs, resources, "seven");
      // What a process that is killed now leaves behind.
      Files.copy(data.resolve("queues/messages.mv.db"), copy.resolve("messages.mv.db"));
    }
    try (Connection database =
            DriverManager.getConnection("jdbc:h2:file:" + copy.resolve("messages"));
        Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select content from message_Queue_%x".formatted("Queue".hashCode()))) {
      assertTrue(rows.next());
      assertEquals("seven", new String(rows.getBytes(1), StandardCharsets.UTF_8));
    }
  }

  @Test
  void messagesSentAfterADeadLetterSurviveARestart(@TempDir Path data) throws Exception {
    try (LocalAws cloud = LocalAws.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      send(sqs, resources, "poison");
      takeUntilDead(sqs, resources, "poison");
    }
    try (LocalAws cloud = LocalAws.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      assertEquals(List.of(), received(sqs, resources.ref("Queue"), 1));
      assertEquals(List.of("poison"), received(sqs, resources.ref("DeadLetters"), 20));
      send(sqs, resources, "seven");
    }
    try (LocalAws cloud = LocalAws.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      assertEquals(List.of("seven"), received(sqs, resources.ref("Queue"), 20));
      assertEquals(List.of("poison"), received(sqs, resources.ref("DeadLetters"), 20));
    }
  }

  @Test
  void messagesSentAfterARedriveSurviveARestart(@TempDir Path data) throws Exception {
    try (LocalAws cloud = LocalAws.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      send(sqs, resources, "poison");
      takeUntilDead(sqs, resources, "poison");
      sqs.startMessageMoveTask(
          move -> move.sourceArn("arn:aws:sqs:us-east-1:000000000000:DeadLetters"));
      assertEquals(List.of("poison"), received(sqs, resources.ref("Queue"), 20));
      send(sqs, resources, "seven");
    }
    try (LocalAws cloud = LocalAws.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      assertEquals(
          Set.of("poison", "seven"), Set.copyOf(received(sqs, resources.ref("Queue"), 20)));
    }
  }

  @Test
  void aMessageInFlightIsVisibleAtOnceAfterARestart(@TempDir Path data) throws Exception {
    try (LocalAws cloud = LocalAws.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      send(sqs, resources, "seven");
      assertEquals(List.of("seven"), received(sqs, resources.ref("Queue"), 20, HOUR));
      assertEquals(List.of(), received(sqs, resources.ref("Queue"), 1));
    }
    try (LocalAws cloud = LocalAws.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      assertEquals(List.of("seven"), received(sqs, resources.ref("Queue"), 20));
    }
  }

  private static JsonNode json(String text) {
    return JsonNode.parser().parse(text);
  }

  private static void send(SqsClient sqs, StackResources resources, String message) {
    sqs.sendMessage(send -> send.queueUrl(resources.ref("Queue")).messageBody(message));
  }

  /** Receives the only message until it moves to the dead-letter queue. */
  private static void takeUntilDead(SqsClient sqs, StackResources resources, String message) {
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(message), received(sqs, resources.ref("Queue"), 20));
    }
    assertEquals(List.of(), received(sqs, resources.ref("Queue"), 1));
  }

  /** Receives the messages of a queue, waiting up to {@code seconds}; they stay visible. */
  private static List<String> received(SqsClient sqs, String queue, int seconds) {
    return received(sqs, queue, seconds, 0);
  }

  private static List<String> received(
      SqsClient sqs, String queue, int seconds, int visibilityTimeout) {
    return sqs
        .receiveMessage(receive ->
            receive
                .queueUrl(queue)
                .maxNumberOfMessages(10)
                .visibilityTimeout(visibilityTimeout)
                .waitTimeSeconds(seconds))
        .messages()
        .stream()
        .map(Message::body)
        .toList();
  }

  /** Waits until records of the table expire, which DynamoDB enables asynchronously. */
  private static void awaitTimeToLive(DynamoDbClient tables, String table)
      throws InterruptedException {
    while (tables
            .describeTimeToLive(describe -> describe.tableName(table))
            .timeToLiveDescription()
            .timeToLiveStatus()
        != TimeToLiveStatus.ENABLED) {
      Thread.sleep(Duration.ofMillis(100));
    }
  }

  @Test
  @Timeout(300)
  void createsTheResourcesOfTheTemplate(@TempDir Path data) throws Exception {
    try (LocalAws cloud = LocalAws.start(data);
        SqsClient sqs = cloud.sqs();
        DynamoDbClient tables = cloud.dynamoDb()) {
      StackResources resources = StackResources.create(cloud, template(), "mine-");

      Map<QueueAttributeName, String> queue =
          sqs.getQueueAttributes(get ->
                  get.queueUrl(resources.ref("Queue")).attributeNames(QueueAttributeName.ALL))
              .attributes();
      assertEquals("30", queue.get(QueueAttributeName.VISIBILITY_TIMEOUT));
      assertEquals(
          json(
              """
              {
                "deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:mine-DeadLetters",
                "maxReceiveCount": 3
              }
              """),
          json(String.valueOf(queue.get(QueueAttributeName.REDRIVE_POLICY))));
      awaitTimeToLive(tables, resources.ref("Table"));
      YamlNode variables = template().properties("Function").get("Environment").get("Variables");
      assertEquals(resources.ref("Queue"), resources.text(variables.get("QUEUE_URL")));
      assertEquals("mine-modelbucket and 30", resources.text(variables.get("GREETING")));
    }
  }

  @Test
  void aConditionalWriteFailsIfTheObjectHasChanged(@TempDir Path data) throws Exception {
    try (LocalAws cloud = LocalAws.start(data);
        S3Client s3 = cloud.s3()) {
      String bucket = StackResources.create(cloud, template(), "").ref("ModelBucket");
      String first =
          s3.putObject(
                  put -> put.bucket(bucket).key("models/current.json").ifNoneMatch("*"),
                  RequestBody.fromString("1"))
              .eTag();
      assertThrows(
          S3Exception.class,
          () ->
              s3.putObject(
                  put -> put.bucket(bucket).key("models/current.json").ifNoneMatch("*"),
                  RequestBody.fromString("2")));
      String second =
          s3.putObject(
                  put -> put.bucket(bucket).key("models/current.json").ifMatch(first),
                  RequestBody.fromString("3"))
              .eTag();
      assertFalse(first.equals(second));
      assertThrows(
          S3Exception.class,
          () ->
              s3.putObject(
                  put -> put.bucket(bucket).key("models/current.json").ifMatch(first),
                  RequestBody.fromString("4")));
    }
  }
}
