package dev.cirrus.simulation.aws;

import dev.cirrus.simulation.world.Fault;
import dev.cirrus.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * A standard SQS queue: messages arrive late, in any order and sometimes twice. One that was
 * received too often moves to the dead-letter queue.
 */
public final class SimulatedQueue implements SqsClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_DELAY_MILLIS = 300;
  private static final int MAX_DUPLICATE_DELAY_MILLIS = 120_000;
  private static final List<Fault> DELIVERED_TWICE = List.of(Fault.RETRIED);

  private final World world;
  private final Network network;
  private final Limits limits;
  private final List<Message> messages = new ArrayList<>();
  private final @Nullable SimulatedQueue deadLetters;
  private Runnable arrival = () -> {};
  private final Map<String, Integer> sent = new HashMap<>();

  /** The queue's limits, from template.yaml. */
  public record Limits(Duration visibilityTimeout, int maxReceiveCount) {
    /** Returns the limits of a queue without a dead-letter queue. */
    public static Limits withoutDeadLetters(Duration visibilityTimeout) {
      return new Limits(visibilityTimeout, Integer.MAX_VALUE);
    }
  }

  private static final class Message {
    private final String id;
    private final String body;
    private boolean isDeliveredTwice;
    private Instant visibleAt = Instant.MAX;
    private int receiveCount;

    Message(String id, String body, boolean isDeliveredTwice) {
      this.id = id;
      this.body = body;
      this.isDeliveredTwice = isDeliveredTwice;
    }
  }

  /** A message as a consumer receives it. */
  public record Delivery(String messageId, String body, int receiveCount) {}

  /**
   * @param deadLetters the dead-letter queue, or null if it has none
   */
  public SimulatedQueue(World world, Limits limits, @Nullable SimulatedQueue deadLetters) {
    this.world = world;
    this.limits = limits;
    this.deadLetters = deadLetters;
    this.network = new Network(world, "SQS", TIMEOUT);
  }

  /** Sets a listener that is called whenever a message may have become visible. */
  void onArrival(Runnable listener) {
    arrival = listener;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest request) {
    SplittableRandom random = world.current().random();
    String sender = world.current().name();
    boolean isDeliveredTwice = world.fault(DELIVERED_TWICE) != Fault.NONE;
    return network.call(
        "SendMessage",
        () -> {
          // Named after its sender, so that removing another sender changes no name.
          String id = sender + "." + sent.merge(sender, 1, Integer::sum);
          Message message = new Message(id, request.messageBody(), isDeliveredTwice);
          messages.add(message);
          hide(message, Duration.ofMillis(random.nextInt(MAX_DELAY_MILLIS)));
          return SendMessageResponse.builder().messageId(message.id).build();
        },
        SimulatedQueue::throttled);
  }

  @Override
  public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    // A response that is late may depend on no task.
    SplittableRandom random = world.current().random().split();
    return network.call(
        "ReceiveMessage",
        () ->
            ReceiveMessageResponse.builder()
                .messages(
                    receive(request.maxNumberOfMessages(), random).stream()
                        .map(SimulatedQueue::message)
                        .toList())
                .build(),
        SimulatedQueue::throttled);
  }

  private static software.amazon.awssdk.services.sqs.model.Message message(Delivery delivery) {
    return software.amazon.awssdk.services.sqs.model.Message.builder()
        .messageId(delivery.messageId)
        .receiptHandle(delivery.messageId)
        .body(delivery.body)
        .attributes(
            Map.of(
                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                Integer.toString(delivery.receiveCount)))
        .build();
  }

  @Override
  public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
    return network.call(
        "DeleteMessageBatch",
        () -> {
          request.entries().stream()
              .map(DeleteMessageBatchRequestEntry::receiptHandle)
              .forEach(this::delete);
          return DeleteMessageBatchResponse.builder().build();
        },
        SimulatedQueue::throttled);
  }

  private static RuntimeException throttled() {
    return SqsException.builder().message("throttled").statusCode(403).build();
  }

  /** Receives up to this many messages. */
  List<Delivery> receive(int limit, SplittableRandom random) {
    List<Message> visible = new ArrayList<>();
    for (Message message : List.copyOf(messages)) {
      if (message.visibleAt.isAfter(world.now())) {
        continue;
      }
      if (deadLetters != null && message.receiveCount == limits.maxReceiveCount) {
        world.trace(message.id + " moves to the dead-letter queue");
        messages.remove(message);
        deadLetters.add(message.id, message.body);
      } else {
        visible.add(message);
      }
    }
    Collections.shuffle(visible, new Random(random.nextLong()));
    List<Delivery> deliveries = new ArrayList<>();
    for (Message message : visible.subList(0, Math.min(limit, visible.size()))) {
      message.receiveCount++;
      hide(message, limits.visibilityTimeout);
      if (message.isDeliveredTwice) {
        message.isDeliveredTwice = false;
        Message copy = new Message(message.id + "'", message.body, false);
        copy.receiveCount = message.receiveCount;
        messages.add(copy);
        hide(copy, Duration.ofMillis(random.nextInt(MAX_DUPLICATE_DELAY_MILLIS)));
      }
      deliveries.add(new Delivery(message.id, message.body, message.receiveCount));
    }
    return deliveries;
  }

  void delete(String messageId) {
    messages.removeIf(message -> message.id.equals(messageId));
  }

  boolean hasVisible() {
    return messages.stream().anyMatch(message -> !message.visibleAt.isAfter(world.now()));
  }

  private void add(String id, String body) {
    Message message = new Message(id, body, false);
    message.visibleAt = world.now();
    messages.add(message);
  }

  /** Returns the bodies of the messages in the queue. */
  public List<String> bodies() {
    return messages.stream().map(message -> message.body).toList();
  }

  private void hide(Message message, Duration time) {
    message.visibleAt = world.now().plus(time);
    world.schedule(time, () -> arrival.run());
  }
}
