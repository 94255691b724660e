package dev.cirrus.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** What is in the queues after a restart. */
final class LocalSqsRestartTest {
  private static final int HOUR = 3600;

  /** The queues without the other services, which take longer to start. */
  private record Queues(LocalSqs server) implements AwsEnvironment, AutoCloseable {
    private static final String ACCESS_KEY = "ABCDEF0123456789";

    static Queues start(Path data) {
      return new Queues(LocalSqs.start(data, ACCESS_KEY));
    }

    @Override
    public URI endpoint(AwsService service) {
      return server.endpoint();
    }

    @Override
    public AwsCredentialsProvider credentials() {
      return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, "secret"));
    }

    @Override
    public void close() {
      try {
        server.stop();
      } catch (Exception e) {
        throw new IllegalStateException("failed to stop the queues", e);
      }
    }
  }

  private static Template template() throws IOException {
    return Template.read(Path.of("src/test/resources/queues.yaml"));
  }

  @Test
  void anAcknowledgedMessageIsInTheFileAtOnce(@TempDir Path data, @TempDir Path copy)
      throws Exception {
    try (Queues cloud = Queues.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      send(sqs, resources, "seven");
      // What a process that is killed now leaves behind.
      Files.copy(data.resolve("messages.mv.db"), copy.resolve("messages.mv.db"));
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
    try (Queues cloud = Queues.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      send(sqs, resources, "poison");
      takeUntilDead(sqs, resources, "poison");
    }
    try (Queues cloud = Queues.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      assertEquals(List.of(), received(sqs, resources.ref("Queue"), 1));
      assertEquals(List.of("poison"), received(sqs, resources.ref("DeadLetters"), 20));
      send(sqs, resources, "seven");
    }
    try (Queues cloud = Queues.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      assertEquals(List.of("seven"), received(sqs, resources.ref("Queue"), 20));
      assertEquals(List.of("poison"), received(sqs, resources.ref("DeadLetters"), 20));
    }
  }

  @Test
  void messagesSentAfterARedriveSurviveARestart(@TempDir Path data) throws Exception {
    try (Queues cloud = Queues.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      send(sqs, resources, "poison");
      takeUntilDead(sqs, resources, "poison");
      sqs.startMessageMoveTask(
          move -> move.sourceArn("arn:aws:sqs:us-east-1:000000000000:DeadLetters"));
      assertEquals(List.of("poison"), received(sqs, resources.ref("Queue"), 20));
      send(sqs, resources, "seven");
    }
    try (Queues cloud = Queues.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      assertEquals(
          Set.of("poison", "seven"), Set.copyOf(received(sqs, resources.ref("Queue"), 20)));
    }
  }

  @Test
  void aMessageInFlightIsVisibleAtOnceAfterARestart(@TempDir Path data) throws Exception {
    try (Queues cloud = Queues.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      send(sqs, resources, "seven");
      assertEquals(List.of("seven"), received(sqs, resources.ref("Queue"), 20, HOUR));
      assertEquals(List.of(), received(sqs, resources.ref("Queue"), 1));
    }
    try (Queues cloud = Queues.start(data);
        SqsClient sqs = cloud.sqs()) {
      StackResources resources = StackResources.create(cloud, template(), "");
      assertEquals(List.of("seven"), received(sqs, resources.ref("Queue"), 20));
    }
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
}
