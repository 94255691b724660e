package dev.cirrus.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  private static JsonNode json(String text) {
    return JsonNode.parser().parse(text);
  }

  private static void send(SqsClient sqs, StackResources resources, String message) {
    sqs.sendMessage(send -> send.queueUrl(resources.ref("Queue")).messageBody(message));
  }

  /** Receives the messages of a queue, waiting up to {@code seconds}; they stay visible. */
  private static List<String> received(SqsClient sqs, String queue, int seconds) {
    return sqs
        .receiveMessage(receive ->
            receive
                .queueUrl(queue)
                .maxNumberOfMessages(10)
                .visibilityTimeout(0)
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
