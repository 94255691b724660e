package dev.cirrus.local.queue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.function.LongSupplier;

/**
 * Keeps messages in the queue while the disk is nearly full. DynamoDB Local can then acknowledge a
 * write and lose it, so the messages are delivered again, which {@code record} expects.
 *
 * @param usableBytes the free space where the ledger is
 */
public record DiskGuardedFunction(
    RequestHandler<SQSEvent, SQSBatchResponse> function, LongSupplier usableBytes)
    implements RequestHandler<SQSEvent, SQSBatchResponse> {
  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    if (!hasRoom()) {
      return allFailed(event);
    }
    SQSBatchResponse response = function.handleRequest(event, context);
    // The disk may have become full meanwhile.
    return hasRoom() ? response : allFailed(event);
  }

  private boolean hasRoom() {
    return usableBytes.getAsLong() >= DiskGuardedQueue.MIN_FREE_BYTES;
  }

  private static SQSBatchResponse allFailed(SQSEvent event) {
    return new SQSBatchResponse(
        event.getRecords().stream()
            .map(message -> new BatchItemFailure(message.getMessageId()))
            .toList());
  }
}
