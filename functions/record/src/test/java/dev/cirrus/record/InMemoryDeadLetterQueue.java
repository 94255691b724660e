package dev.cirrus.record;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A dead-letter queue that delivers each message once. */
final class InMemoryDeadLetterQueue implements DeadLetterQueue {
  private static final int MAX_MESSAGES = 2;

  final List<SQSMessage> messages = new ArrayList<>();
  final Set<SQSMessage> received = new HashSet<>();

  @Override
  public List<SQSMessage> receive() {
    List<SQSMessage> batch =
        messages.stream()
            .filter(message -> !received.contains(message))
            .limit(MAX_MESSAGES)
            .toList();
    received.addAll(batch);
    return batch;
  }

  @Override
  public void delete(List<SQSMessage> done) {
    messages.removeAll(done);
  }
}
