package dev.cirrus.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

final class QueueRestorerTest {
  private static final String ACCESS_KEY = "ABCDEF0123456789";

  /** Several batches, the last of which is not full. */
  private static final int MESSAGES = 350;

  private static final int SQS_BATCH = 10;

  private interface QueueTest {
    void run(SqsClient sqs, String queue);
  }

  private static void onQueue(Path folder, QueueTest test) throws Exception {
    LocalSqs server = LocalSqs.start(folder, ACCESS_KEY);
    try (SqsClient sqs =
        SqsClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, "secret")))
            .build()) {
      test.run(sqs, sqs.createQueue(create -> create.queueName("predictions")).queueUrl());
    } finally {
      server.stop();
    }
  }

  private static List<String> receive(SqsClient sqs, String queue) {
    return sqs
        .receiveMessage(receive -> receive.queueUrl(queue).maxNumberOfMessages(SQS_BATCH))
        .messages()
        .stream()
        .map(Message::body)
        .toList();
  }

  private static List<String> receiveAll(SqsClient sqs, String queue) {
    List<String> all = new ArrayList<>();
    for (List<String> some = receive(sqs, queue); !some.isEmpty(); some = receive(sqs, queue)) {
      all.addAll(some);
    }
    return all;
  }

  private static void send(SqsClient sqs, String queue, int first) {
    sqs.sendMessageBatch(send ->
        send.queueUrl(queue)
            .entries(
                IntStream.range(first, first + SQS_BATCH)
                    .mapToObj(Integer::toString)
                    .map(text ->
                        SendMessageBatchRequestEntry.builder().id(text).messageBody(text).build())
                    .toList()));
  }

  @Test
  void eachMessageIsRestoredOnceEvenIfItWasInFlight(@TempDir Path folder) throws Exception {
    onQueue(
        folder,
        (sqs, queue) -> {
          for (int first = 0; first < MESSAGES; first += SQS_BATCH) {
            send(sqs, queue, first);
          }
          assertEquals(SQS_BATCH, receive(sqs, queue).size());
        });

    onQueue(
        folder,
        (sqs, queue) ->
            assertEquals(
                IntStream.range(0, MESSAGES).boxed().toList(),
                receiveAll(sqs, queue).stream().map(Integer::valueOf).sorted().toList()));
  }

  @Test
  void aMessageThatCannotBeReadIsReported(@TempDir Path folder) throws Exception {
    onQueue(folder, (sqs, queue) -> send(sqs, queue, 0));
    corruptMessages(folder);

    UnusableDataException failure =
        assertThrows(UnusableDataException.class, () -> LocalSqs.start(folder, ACCESS_KEY));

    assertTrue(String.valueOf(failure.getMessage()).contains("predictions"), failure.getMessage());
  }

  private static void corruptMessages(Path folder) throws Exception {
    try (Connection database =
            DriverManager.getConnection("jdbc:h2:" + folder.resolve("messages"));
        Statement statement = database.createStatement()) {
      String table;
      try (ResultSet tables =
          statement.executeQuery(
              "select table_name from information_schema.tables where table_name like 'MESSAGE%'")) {
        assertTrue(tables.next(), "expected a table of messages");
        table = tables.getString(1);
      }
      assertEquals(
          SQS_BATCH,
          statement.executeUpdate(
              "update " + table + " set attributes = stringtoutf8('not JSON')"));
    }
  }
}
