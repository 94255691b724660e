package dev.cirrus.record;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The dead-letter queue in SQS. */
public final class SqsDeadLetterQueue implements DeadLetterQueue {
  private static final int MAX_MESSAGES = 10;

  /** With long polling SQS queries all its servers, so an empty response means an empty queue. */
  private static final int WAIT_SECONDS = 1;

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

  private final SqsClient sqs;
  private final String url;

  public SqsDeadLetterQueue(SqsClient sqs, String url) {
    this.sqs = sqs;
    this.url = url;
  }

  /** Returns the queue with this URL, on the AWS that the environment names. */
  static SqsDeadLetterQueue connected(String url) {
    return new SqsDeadLetterQueue(
        SqsClient.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECTION_TIMEOUT)
                    .socketTimeout(CALL_TIMEOUT))
            .overrideConfiguration(settings -> settings.apiCallTimeout(CALL_TIMEOUT))
            .build(),
        url);
  }

  @Override
  public List<SQSMessage> receive() {
    return sqs
        .receiveMessage(receive ->
            receive
                .queueUrl(url)
                .maxNumberOfMessages(MAX_MESSAGES)
                .waitTimeSeconds(WAIT_SECONDS)
                .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
        .messages()
        .stream()
        .map(SqsDeadLetterQueue::message)
        .toList();
  }

  private static SQSMessage message(Message received) {
    SQSMessage message = new SQSMessage();
    message.setMessageId(received.messageId());
    message.setReceiptHandle(received.receiptHandle());
    message.setBody(received.body());
    message.setAttributes(Map.copyOf(received.attributesAsStrings()));
    return message;
  }

  @Override
  public void delete(List<SQSMessage> messages) {
    if (messages.isEmpty()) {
      return;
    }
    // One that is not deleted is a duplicate the next time.
    sqs.deleteMessageBatch(delete ->
        delete
            .queueUrl(url)
            .entries(
                messages.stream()
                    .map(message ->
                        DeleteMessageBatchRequestEntry.builder()
                            .id(message.getMessageId())
                            .receiptHandle(message.getReceiptHandle())
                            .build())
                    .toList()));
  }
}
