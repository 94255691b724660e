package dev.cirrus.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.cirrus.localaws.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * What Lambda does between a queue and its function: asks for messages, calls the function with a
 * batch, and deletes what the function did not report as failed. The rest comes again when its
 * visibility timeout is over, and the queue itself moves it to the dead-letter queue in the end.
 */
final class SqsPoller {
  private static final int LONG_POLL_SECONDS = 5;
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final Duration LAST_BATCHES = Duration.ofMillis(700);

  private final SqsClient sqs;
  private final Queue queue;
  private final RequestHandler<SQSEvent, SQSBatchResponse> function;
  private final Limits limits;
  private final Semaphore batches;
  private final Thread poller;

  private volatile boolean closing;

  /** Where messages come from. */
  record Queue(String url, String arn, String region) {}

  /** What the template says of the function and its event source. */
  record Limits(String function, Duration timeout, int batchSize, int concurrency) {
    static Limits read(String function, YamlNode properties) {
      YamlNode source =
          properties.get("Events").fields().values().stream()
              .filter(event -> "SQS".equals(event.get("Type").scalar()))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(function + " reads no queue"))
              .get("Properties");
      return new Limits(
          function,
          Duration.ofSeconds(number(properties.get("Timeout"))),
          number(source.get("BatchSize")),
          number(source.get("ScalingConfig").get("MaximumConcurrency")));
    }

    private static int number(YamlNode value) {
      return Integer.parseInt(value.toString());
    }
  }

  private SqsPoller(
      SqsClient sqs,
      Queue queue,
      RequestHandler<SQSEvent, SQSBatchResponse> function,
      Limits limits) {
    this.sqs = sqs;
    this.queue = queue;
    this.function = function;
    this.limits = limits;
    this.batches = new Semaphore(limits.concurrency);
    this.poller = Thread.ofVirtual().name("poller of " + limits.function).unstarted(this::poll);
  }

  static SqsPoller start(
      SqsClient sqs,
      Queue queue,
      RequestHandler<SQSEvent, SQSBatchResponse> function,
      Limits limits) {
    SqsPoller source = new SqsPoller(sqs, queue, function, limits);
    source.poller.start();
    return source;
  }

  /** Asks for no more messages, and waits for the batches in hand. */
  void stop() throws InterruptedException {
    closing = true;
    poller.interrupt();
    // Whatever is not done by then comes again after the next start.
    if (!batches.tryAcquire(limits.concurrency, LAST_BATCHES.toMillis(), TimeUnit.MILLISECONDS)) {
      System.err.println("some records are written at the next start");
    }
  }

  private void poll() {
    boolean trouble = false;
    while (!closing) {
      try {
        batches.acquire();
        boolean handedOn = false;
        try {
          List<Message> messages = receive();
          trouble = false;
          if (!messages.isEmpty()) {
            Thread.ofVirtual().name(limits.function).start(() -> handle(messages));
            handedOn = true;
          }
        } finally {
          if (!handedOn) {
            batches.release();
          }
        }
      } catch (InterruptedException e) {
        return;
      } catch (SdkException e) {
        if (!closing && !trouble) {
          System.err.println("the queue does not answer, asking again: " + e.getMessage());
        }
        trouble = true;
        pause();
      }
    }
  }

  private List<Message> receive() {
    return sqs.receiveMessage(receive ->
            receive
                .queueUrl(queue.url)
                .maxNumberOfMessages(limits.batchSize)
                .waitTimeSeconds(LONG_POLL_SECONDS)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private void handle(List<Message> messages) {
    try {
      SQSEvent event = new SQSEvent();
      event.setRecords(new ArrayList<>(messages.stream().map(this::record).toList()));
      SQSBatchResponse response =
          function.handleRequest(
              event,
              new InvocationContext(UUID.randomUUID().toString(), limits.function, limits.timeout));
      Set<String> failed = new HashSet<>();
      if (response != null && response.getBatchItemFailures() != null) {
        response.getBatchItemFailures().forEach(item -> failed.add(item.getItemIdentifier()));
      }
      delete(messages.stream().filter(message -> !failed.contains(message.messageId())).toList());
    } catch (RuntimeException e) {
      // As on AWS: nothing of the batch is deleted, so all of it comes again.
      System.err.println(limits.function + " failed with a batch, which comes again: " + e);
    } finally {
      batches.release();
    }
  }

  private void delete(List<Message> done) {
    if (!done.isEmpty()) {
      sqs.deleteMessageBatch(delete ->
          delete
              .queueUrl(queue.url)
              .entries(
                  done.stream()
                      .map(message ->
                          DeleteMessageBatchRequestEntry.builder()
                              .id(message.messageId())
                              .receiptHandle(message.receiptHandle())
                              .build())
                      .toList()));
    }
  }

  private SQSMessage record(Message message) {
    SQSMessage record = new SQSMessage();
    record.setMessageId(message.messageId());
    record.setReceiptHandle(message.receiptHandle());
    record.setBody(message.body());
    record.setMd5OfBody(message.md5OfBody());
    Map<String, String> attributes = new HashMap<>(message.attributesAsStrings());
    record.setAttributes(attributes);
    record.setMessageAttributes(Map.of());
    record.setEventSource("aws:sqs");
    record.setEventSourceArn(queue.arn);
    record.setAwsRegion(queue.region);
    return record;
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_TROUBLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
