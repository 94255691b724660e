package dev.cirrus.simulation.aws;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.cirrus.simulation.aws.SimulatedQueue.Delivery;
import dev.cirrus.simulation.world.Fault;
import dev.cirrus.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Polls a queue for a function, and deletes the messages that the function does not report as
 * failed.
 */
public final class EventSourceMapping {
  private static final List<Fault> LOST = List.of(Fault.REQUEST_LOST);

  private final World world;
  private final SimulatedQueue queue;
  private final LambdaFunction<? extends RequestHandler<SQSEvent, SQSBatchResponse>> function;
  private final int batchSize;
  private final int concurrency;
  private int active;
  private int polls;

  public EventSourceMapping(
      World world,
      SimulatedQueue queue,
      LambdaFunction<? extends RequestHandler<SQSEvent, SQSBatchResponse>> function,
      int batchSize,
      int concurrency) {
    this.world = world;
    this.queue = queue;
    this.function = function;
    this.batchSize = batchSize;
    this.concurrency = concurrency;
    queue.onArrival(this::poll);
  }

  private void poll() {
    if (active == concurrency || !queue.hasVisible()) {
      return;
    }
    active++;
    world.start(
        "poll" + ++polls,
        null,
        () -> {
          List<Delivery> batch = queue.receive(batchSize, world.current().random());
          if (batch.isEmpty()) {
            active--;
          } else {
            deliver(batch);
          }
        });
  }

  private void deliver(List<Delivery> batch) {
    Delivery first = batch.getFirst();
    String name = "record/" + first.messageId() + "#" + first.receiveCount();
    SQSEvent event = new SQSEvent();
    event.setRecords(batch.stream().map(EventSourceMapping::message).toList());
    function.invoke(
        name,
        invocation -> {
          SQSBatchResponse response =
              invocation
                  .handler()
                  .handleRequest(event, new SimulatedContext(world, invocation.deadline()));
          Set<String> failures =
              response.getBatchItemFailures().stream()
                  .map(BatchItemFailure::getItemIdentifier)
                  .collect(Collectors.toSet());
          if (world.fault(LOST) == Fault.NONE) {
            batch.stream()
                .map(Delivery::messageId)
                .filter(id -> !failures.contains(id))
                .forEach(queue::delete);
          }
          next();
        },
        this::next);
  }

  private void next() {
    active--;
    world.schedule(Duration.ZERO, this::poll);
  }

  private static SQSMessage message(Delivery delivery) {
    SQSMessage message = new SQSMessage();
    message.setMessageId(delivery.messageId());
    message.setBody(delivery.body());
    message.setAttributes(
        Map.of("ApproximateReceiveCount", Integer.toString(delivery.receiveCount())));
    return message;
  }
}
