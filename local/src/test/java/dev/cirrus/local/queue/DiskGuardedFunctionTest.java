package dev.cirrus.local.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.cirrus.local.invocation.InvocationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiskGuardedFunctionTest {
  private final List<String> recorded = new ArrayList<>();
  private boolean hasRoom = true;
  private boolean fillsUp;
  private final DiskGuardedFunction function =
      new DiskGuardedFunction(
          (event, context) -> {
            event.getRecords().forEach(message -> recorded.add(message.getMessageId()));
            hasRoom = !fillsUp;
            return new SQSBatchResponse(List.of());
          },
          () -> DiskGuardedQueue.MIN_FREE_BYTES - (hasRoom ? 0 : 1));

  private List<String> failures(String... ids) {
    SQSEvent event = new SQSEvent();
    List<SQSMessage> messages = new ArrayList<>();
    for (String id : ids) {
      SQSMessage message = new SQSMessage();
      message.setMessageId(id);
      messages.add(message);
    }
    event.setRecords(messages);
    return function
        .handleRequest(event, new InvocationContext("a-request", "record", Duration.ofSeconds(30)))
        .getBatchItemFailures()
        .stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  @Test
  void messagesAreRecordedWhileThereIsSpace() {
    assertEquals(List.of(), failures("1", "2"));
    assertEquals(List.of("1", "2"), recorded);
  }

  @Test
  void messagesStayInTheQueueWhileTheDiskIsNearlyFull() {
    hasRoom = false;
    assertEquals(List.of("1", "2"), failures("1", "2"));
    assertEquals(List.of(), recorded);
  }

  @Test
  void messagesAreDeliveredAgainIfTheDiskBecameFullWhileTheyWereRecorded() {
    fillsUp = true;
    assertEquals(List.of("1", "2"), failures("1", "2"));
    assertEquals(List.of("1", "2"), recorded);
  }
}
