package dev.cirrus.local.queue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * Sends messages to one queue in batches: messages that arrive during a call are sent together in
 * the next one. On Lambda a process answers one request at a time and has nothing to batch; the
 * local system answers all requests in one process.
 */
public final class BatchingSqsClient implements SqsClient {
  /** The limits of SQS for a batch. */
  private static final int MAX_MESSAGES = 10;

  private static final int MAX_BYTES = 256 << 10;

  private final SqsClient sqs;
  private final Deque<Waiting> queue = new ArrayDeque<>();

  /** Held during a call. */
  private final Lock sending = new ReentrantLock();

  private record Waiting(
      SendMessageRequest request, int bytes, CompletableFuture<SendMessageResponse> response) {}

  /** Creates a client that sends through another one and closes it. */
  public BatchingSqsClient(SqsClient sqs) {
    this.sqs = sqs;
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest request) {
    Waiting message =
        new Waiting(
            request,
            request.messageBody().getBytes(StandardCharsets.UTF_8).length,
            new CompletableFuture<>());
    synchronized (queue) {
      queue.add(message);
    }
    while (!message.response.isDone()) {
      sending.lock();
      try {
        // Already sent, unless more messages were waiting than fit into the last call.
        if (!message.response.isDone()) {
          send(nextBatch());
        }
      } finally {
        sending.unlock();
      }
    }
    try {
      return message.response.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SdkException cause ? cause : e;
    }
  }

  /** Returns the number of messages that wait for the current call to end. */
  int waiting() {
    synchronized (queue) {
      return queue.size();
    }
  }

  private List<Waiting> nextBatch() {
    synchronized (queue) {
      List<Waiting> batch = new ArrayList<>();
      int bytes = 0;
      for (@Nullable Waiting next = queue.peek();
          next != null
              && batch.size() < MAX_MESSAGES
              && (batch.isEmpty() || bytes + next.bytes <= MAX_BYTES);
          next = queue.peek()) {
        batch.add(queue.remove());
        bytes += next.bytes;
      }
      return batch;
    }
  }

  private void send(List<Waiting> batch) {
    try {
      if (batch.size() == 1) {
        batch.getFirst().response.complete(sqs.sendMessage(batch.getFirst().request));
      } else {
        complete(batch, sendBatch(batch));
      }
    } catch (RuntimeException e) {
      batch.forEach(message -> message.response.completeExceptionally(e));
    }
  }

  private SendMessageBatchResponse sendBatch(List<Waiting> batch) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(i))
              .messageBody(batch.get(i).request.messageBody())
              .build());
    }
    return sqs.sendMessageBatch(
        send -> send.queueUrl(batch.getFirst().request.queueUrl()).entries(entries));
  }

  private static void complete(List<Waiting> batch, SendMessageBatchResponse response) {
    for (SendMessageBatchResultEntry sent : response.successful()) {
      batch
          .get(Integer.parseInt(sent.id()))
          .response
          .complete(SendMessageResponse.builder().messageId(sent.messageId()).build());
    }
    for (BatchResultErrorEntry failed : response.failed()) {
      batch
          .get(Integer.parseInt(failed.id()))
          .response
          .completeExceptionally(SqsException.builder().message(failed.code()).build());
    }
    // The response mentions it neither as sent nor as failed: its sender must not wait for ever.
    batch.forEach(message ->
        message.response.completeExceptionally(
            SqsException.builder().message("SQS did not mention the message").build()));
  }

  @Override
  public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
    return sqs.getQueueAttributes(request);
  }

  @Override
  public String serviceName() {
    return sqs.serviceName();
  }

  @Override
  public void close() {
    sqs.close();
  }
}
