package dev.cirrus.record;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.List;

/** The queue of the messages that failed too often. */
public interface DeadLetterQueue {
  /** A queue without messages. */
  DeadLetterQueue EMPTY =
      new DeadLetterQueue() {
        @Override
        public List<SQSMessage> receive() {
          return List.of();
        }

        @Override
        public void delete(List<SQSMessage> messages) {
          // There are none.
        }
      };

  /**
   * Receives some messages, or none if the queue is empty. They are not received again for a while.
   */
  List<SQSMessage> receive();

  /** Deletes messages that were received. */
  void delete(List<SQSMessage> messages);
}
