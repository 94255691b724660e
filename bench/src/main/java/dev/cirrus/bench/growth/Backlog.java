package dev.cirrus.bench.growth;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.record.RecordHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Predictions that wait in the queue. */
final class Backlog {
  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final String queue;

  Backlog(SqsClient sqs, String queue) {
    this.sqs = sqs;
    this.queue = queue;
  }

  /** Sends predictions; their number is a multiple of the batch size. */
  void send(int count, Supplier<Prediction> predictions) {
    for (int sent = 0; sent < count; sent += BATCH) {
      List<SendMessageBatchRequestEntry> entries =
          IntStream.range(0, BATCH)
              .mapToObj(i ->
                  SendMessageBatchRequestEntry.builder()
                      .id(Integer.toString(i))
                      .messageBody(predictions.get().toJson())
                      .build())
              .toList();
      sqs.sendMessageBatch(send -> send.queueUrl(queue).entries(entries));
    }
  }

  /** Records as many predictions as were sent. */
  void record(int count, RecordHandler record) {
    for (int left = count; left > 0; ) {
      left -= recordBatch(record);
    }
  }

  private int recordBatch(RecordHandler record) {
    List<Message> messages =
        sqs.receiveMessage(receive -> receive.queueUrl(queue).maxNumberOfMessages(BATCH))
            .messages();
    if (messages.isEmpty()) {
      throw new IllegalStateException("expected messages in the queue but got none");
    }
    SQSEvent event = new SQSEvent();
    event.setRecords(
        messages.stream()
            .map(message -> {
              SQSMessage received = new SQSMessage();
              received.setMessageId(message.messageId());
              received.setBody(message.body());
              return received;
            })
            .toList());
    if (!record.handleRequest(event, context()).getBatchItemFailures().isEmpty()) {
      throw new IllegalStateException("expected all messages to be recorded");
    }
    sqs.deleteMessageBatch(delete ->
        delete
            .queueUrl(queue)
            .entries(
                IntStream.range(0, messages.size())
                    .mapToObj(i ->
                        DeleteMessageBatchRequestEntry.builder()
                            .id(Integer.toString(i))
                            .receiptHandle(messages.get(i).receiptHandle())
                            .build())
                    .toList()));
    return messages.size();
  }

  /** Returns a context that only knows that there is time left. */
  private static Context context() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, values) ->
                method.getName().equals("getRemainingTimeInMillis") ? 60_000 : null);
  }
}
