package dev.cirrus.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.TestPredictions;
import dev.cirrus.testsupport.LocalAwsExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

@ExtendWith(LocalAwsExtension.class)
final class SqsPredictionQueueTest {
  private final AwsEnvironment cloud;
  private final String queueUrl;

  SqsPredictionQueueTest(AwsEnvironment cloud, StackResources resources) {
    this.cloud = cloud;
    this.queueUrl = resources.ref("PredictionQueue");
  }

  private static Prediction prediction(int digits, String file) {
    TestPredictions predictions = new TestPredictions(digits);
    return predictions
        .at(Instant.parse("2026-01-02T03:04:05.678Z"))
        .owner(predictions.owner())
        .uploaded(file)
        .digits(new int[digits])
        .build();
  }

  private SqsPredictionQueue queue(URI endpoint) {
    return new SqsPredictionQueue(
        SqsPredictionQueue.client(endpoint, cloud.region(), cloud.credentials()), queueUrl);
  }

  @Test
  void aMessageArrivesUnchanged() throws NotRecordedException {
    List<Prediction> sent =
        List.of(
            prediction(1, "plain.png"),
            prediction(64, "\u00fc \u0000 \ufffe \ud83d\ude00 \"quoted\".png"));
    List<Prediction> arrived = new ArrayList<>();
    // A long timeout, for busy machines.
    try (SqsPredictionQueue queue =
            new SqsPredictionQueue(cloud.sqs(), queueUrl, Duration.ofMinutes(1));
        SqsClient sqs = cloud.sqs()) {
      queue.connect();
      for (Prediction prediction : sent) {
        queue.send(prediction);
      }
      for (int asked = 0; asked < 6 && arrived.size() < sent.size(); asked++) {
        List<Message> messages =
            sqs.receiveMessage(receive ->
                    receive.queueUrl(queueUrl).maxNumberOfMessages(10).waitTimeSeconds(10))
                .messages();
        for (Message message : messages) {
          arrived.add(Prediction.ofJson(message.body()));
          sqs.deleteMessage(
              delete -> delete.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
        }
      }
    }
    arrived.sort(Comparator.comparingInt(it -> it.digits().size()));
    assertEquals(sent, arrived);
  }

  @Test
  void aMissingQueueIsReported() {
    try (SqsPredictionQueue queue = queue(URI.create("http://127.0.0.1:1"))) {
      assertThrows(NotRecordedException.class, () -> queue.send(prediction(1, "a")));
      assertThrows(SdkException.class, queue::connect);
    }
  }

  @Test
  void anUnresponsiveQueueDoesNotDelayTheResponse() throws IOException {
    // The operating system accepts connections up to the backlog, but nothing answers them.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SqsPredictionQueue queue = queue(URI.create("http://127.0.0.1:" + silent.getLocalPort()))) {
      NotRecordedException e =
          assertThrows(NotRecordedException.class, () -> queue.send(prediction(1, "a")));
      assertEquals("the queue did not accept the prediction in time", e.getMessage());
    }
  }
}
