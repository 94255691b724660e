package dev.cirrus.local.queue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.cirrus.local.invocation.InvocationContext;
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
 * Does the work of Lambda's event source mapping: polls a queue, invokes the function with each
 * batch and deletes the messages that the function did not report as failed. The others become
 * visible again after their timeout, until the queue moves them to the dead-letter queue.
 */
public final class SqsPoller {
  private static final int LONG_POLL_SECONDS = 5;
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  /** How long batches in progress may take when the poller stops. */
  private static final Duration STOP_TIMEOUT = Duration.ofMillis(700);

  private final SqsClient sqs;
  private final Queue queue;
  private final RequestHandler<SQSEvent, SQSBatchResponse> function;
  private final Limits limits;
  private final Semaphore batches;
  private final Thread poller;

  private volatile boolean closing;

  /** The queue to poll. */
  public record Queue(String url, String arn, String region) {}

  /** The limits of the function and its event source, from the template. */
  public record Limits(String function, Duration timeout, int batchSize, int concurrency) {
    public static Limits read(String function, YamlNode properties) {
      YamlNode source =
          properties.get("Events").fields().values().stream()
              .filter(event -> "SQS".equals(event.get("Type").scalar()))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException("expected " + function + " to have an SQS event"))
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

  public static SqsPoller start(
      SqsClient sqs,
      Queue queue,
      RequestHandler<SQSEvent, SQSBatchResponse> function,
      Limits limits) {
    SqsPoller started = new SqsPoller(sqs, queue, function, limits);
    started.poller.start();
    return started;
  }

  /** Stops polling and waits for the batches in progress. */
  public void stop() throws InterruptedException {
    closing = true;
    poller.interrupt();
    if (!batches.tryAcquire(limits.concurrency, STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      System.err.println("some predictions will be recorded at the next start");
    }
  }

  private void poll() {
    boolean failing = false;
    while (!closing) {
      try {
        batches.acquire();
        boolean isHandled = false;
        try {
          List<Message> messages = receive();
          failing = false;
          if (!messages.isEmpty()) {
            Thread.ofVirtual().name(limits.function).start(() -> handle(messages));
            isHandled = true;
          }
        } finally {
          if (!isHandled) {
            batches.release();
          }
        }
      } catch (InterruptedException e) {
        return;
      } catch (SdkException e) {
        if (!closing && !failing) {
          System.err.println("failed to receive messages, retrying: " + e.getMessage());
        }
        failing = true;
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
      // As on AWS, no message of the batch is deleted, so all are delivered again.
      System.err.println(limits.function + " failed on a batch, which will be retried: " + e);
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
      Thread.sleep(RETRY_DELAY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
