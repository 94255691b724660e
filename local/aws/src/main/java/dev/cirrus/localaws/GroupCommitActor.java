package dev.cirrus.localaws;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Status;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent.MessageAdded;
import org.elasticmq.actor.queue.QueueEvent.MessageRemoved;
import org.elasticmq.actor.queue.QueueEvent.MessageUpdated;
import org.elasticmq.actor.queue.QueueEventWithOperationStatus;
import org.jspecify.annotations.Nullable;
import scala.collection.mutable.ArrayBuffer;

/**
 * Commits the events of ElasticMQ's queues in groups. It forwards events to the persistence actor
 * and confirms new messages only after one write to the file for all that arrived meanwhile.
 * Without it, H2 writes the file for each event, which takes a third of the processor time of a
 * recorded prediction.
 *
 * <p>That a message was received or deleted is written with the next new messages, or by H2 within
 * half a second. If the process is killed before, the message is delivered again, which SQS permits
 * and {@code record} expects.
 *
 * <p>Receipts of messages are not stored. A queue adds to the list of a message's receipts while
 * the persistence actor may be reading it, which could find a receipt that is still null and fail.
 * After a restart nobody needs them: all messages are delivered again, with new receipts.
 */
final class GroupCommitActor extends AbstractActor {
  private static final Duration STORE = Duration.ofSeconds(5);

  private final ActorRef persistence;
  private final Connection database;

  /** Queues whose events are stored but not written to the file. */
  private final List<ActorRef> uncommitted = new ArrayList<>();

  /** The persistence actor's answer to an event of a queue. */
  private record Stored(
      ActorRef queue, QueueEventWithOperationStatus event, @Nullable Throwable failure) {}

  /** A message to itself, which is processed after all answers that have arrived. */
  private enum Command {
    COMMIT
  }

  private GroupCommitActor(ActorRef persistence, Connection database) {
    this.persistence = persistence;
    this.database = database;
  }

  /**
   * Creates the actor.
   *
   * @param url the persistence actor's database, which must not write with each transaction
   */
  static Props props(ActorRef persistence, String url) {
    return Props.create(
        GroupCommitActor.class,
        () -> new GroupCommitActor(persistence, DriverManager.getConnection(url)));
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(QueueEventWithOperationStatus.class, this::store)
        .match(Stored.class, this::confirm)
        .matchEquals(Command.COMMIT, command -> commit())
        .matchAny(event -> persistence.forward(event, getContext()))
        .build();
  }

  @Override
  public void postStop() throws SQLException {
    database.close();
  }

  private void store(QueueEventWithOperationStatus event) {
    ActorRef self = getSelf();
    ActorRef queue = getSender();
    var _ =
        Patterns.ask(persistence, withoutReceipts(event), STORE)
            .whenComplete((stored, failure) ->
                self.tell(new Stored(queue, event, failure), ActorRef.noSender()));
  }

  private static QueueEventWithOperationStatus withoutReceipts(
      QueueEventWithOperationStatus event) {
    return switch (event) {
      case MessageAdded added ->
          new MessageAdded(added.queueName(), withoutReceipts(added.message()));
      case MessageUpdated updated ->
          new MessageUpdated(updated.queueName(), withoutReceipts(updated.message()));
      default -> event;
    };
  }

  private static InternalMessage withoutReceipts(InternalMessage message) {
    return message.copy(
        message.id(),
        new ArrayBuffer<>(0),
        message.nextDelivery(),
        message.content(),
        message.messageAttributes(),
        message.created(),
        message.orderIndex(),
        message.firstReceive(),
        message.receiveCount(),
        message.isFifo(),
        message.messageGroupId(),
        message.messageDeduplicationId(),
        message.tracingId(),
        message.sequenceNumber(),
        message.deadLetterSourceQueueName());
  }

  private void confirm(Stored stored) {
    if (stored.failure != null) {
      stored.queue.tell(new Status.Failure(stored.failure), getSelf());
      return;
    }
    if (stored.event instanceof MessageUpdated || stored.event instanceof MessageRemoved) {
      stored.queue.tell(OperationSuccessful$.MODULE$, getSelf());
      return;
    }
    uncommitted.add(stored.queue);
    if (uncommitted.size() == 1) {
      getSelf().tell(Command.COMMIT, getSelf());
    }
  }

  private void commit() {
    Object result = OperationSuccessful$.MODULE$;
    try (Statement statement = database.createStatement()) {
      statement.execute("checkpoint");
    } catch (SQLException e) {
      result = new Status.Failure(e);
    }
    for (ActorRef queue : uncommitted) {
      queue.tell(result, getSelf());
    }
    uncommitted.clear();
  }
}
