package dev.cirrus.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.testsupport.LocalAwsExtension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.SqsClient;

@ExtendWith(LocalAwsExtension.class)
final class SqsDeadLetterQueueTest {
  private final AwsEnvironment cloud;
  private final String url;

  SqsDeadLetterQueueTest(AwsEnvironment cloud, StackResources resources) {
    this.cloud = cloud;
    this.url = resources.ref("DeadLetterQueue");
  }

  @Test
  void onlyDeletedMessagesLeaveTheQueue() {
    Set<String> sent =
        IntStream.range(0, 12).mapToObj(i -> "message " + i).collect(Collectors.toSet());
    try (SqsClient sqs = cloud.sqs()) {
      sent.forEach(body -> sqs.sendMessage(send -> send.queueUrl(url).messageBody(body)));
      DeadLetterQueue queue = new SqsDeadLetterQueue(sqs, url);
      List<SQSMessage> received = new ArrayList<>();
      for (List<SQSMessage> batch = queue.receive(); !batch.isEmpty(); batch = queue.receive()) {
        assertEquals("1", batch.getFirst().getAttributes().get("ApproximateReceiveCount"));
        received.addAll(batch);
        queue.delete(batch.subList(1, batch.size()));
      }
      assertEquals(sent.size(), received.size());
      assertEquals(sent, new HashSet<>(received.stream().map(SQSMessage::getBody).toList()));
      String inFlight = "ApproximateNumberOfMessagesNotVisible";
      assertEquals(
          "2",
          sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNamesWithStrings(inFlight))
              .attributesAsStrings()
              .get(inFlight));
    }
  }
}
