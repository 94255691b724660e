package dev.cirrus.localaws;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Status;
import org.elasticmq.QueueData;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent.MessageAdded;
import org.elasticmq.actor.queue.QueueEvent.MessageRemoved;
import org.elasticmq.actor.queue.QueueEvent.MessageUpdated;
import org.elasticmq.actor.queue.QueueEvent.QueueCreated;
import org.elasticmq.actor.queue.QueueEvent.QueueDeleted;
import org.elasticmq.actor.queue.QueueEvent.QueueMetadataUpdated;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.elasticmq.persistence.sql.DB;
import org.elasticmq.persistence.sql.MessageRepository;
import org.elasticmq.persistence.sql.QueueRepository;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import scala.collection.mutable.ArrayBuffer;
import scalikejdbc.ConnectionPool$;
import scalikejdbc.ConnectionPoolSettings;

/**
 * Stores the events of ElasticMQ's queues in its H2 database, in place of ElasticMQ's own actor,
 * which loads all messages at once after a restart ({@link QueueRestorer} loads them in batches)
 * and writes the file for each event, which takes a third of the processor time of a recorded
 * prediction. This one confirms new messages after one write to the file for all that arrived
 * meanwhile.
 *
 * <p>That a message was received or deleted is written with the next new messages, or by H2 within
 * half a second. If the process is killed before, the message is delivered again, which SQS permits
 * and {@code record} expects.
 *
 * <p>Receipts of messages are not stored. A queue adds to the list of a message's receipts while
 * this actor may be reading it, which could find a receipt that is still null and fail. After a
 * restart nobody needs them: all messages are delivered again, with new receipts.
 */
final class MessageStore extends AbstractActor {
  private final QueueRepository queues;
  private final DB tables;
  private final Connection database;
  private final Map<String, MessageRepository> messages = new HashMap<>();

  /** Queues whose messages are stored but not written to the file. */
  private final List<ActorRef> uncommitted = new ArrayList<>();

  /** A message to itself, which is processed after all events that have arrived. */
  private enum Command {
    COMMIT
  }

  private interface Event {
    void store() throws Exception;
  }

  private MessageStore(DB tables, String url) throws SQLException {
    this.tables = tables;
    queues = new QueueRepository(tables);
    database = DriverManager.getConnection(url);
  }

  /** Makes a database the one that ElasticMQ's repositories use. */
  static DB open(String url) {
    DB tables = new DB(new SqlQueuePersistenceConfig(true, "org.h2.Driver", url, "", "", false));
    // In each JVM, ElasticMQ opens only the first database that it is given.
    ConnectionPool$ pool = ConnectionPool$.MODULE$;
    ConnectionPoolSettings settings = pool.singleton$default$4();
    pool.singleton(url, "", "", settings, pool.singleton$default$5(url, "", "", settings));
    return tables;
  }

  static Props props(DB tables, String url) {
    return Props.create(MessageStore.class, () -> new MessageStore(tables, url));
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(QueueCreated.class, event -> add(event.queue()))
        .match(QueueMetadataUpdated.class, event -> update(event.queue()))
        .match(QueueDeleted.class, event -> delete(event.queueName()))
        .match(MessageAdded.class, this::add)
        .match(MessageUpdated.class, this::update)
        .match(MessageRemoved.class, this::remove)
        .matchEquals(Command.COMMIT, command -> commit())
        .build();
  }

  @Override
  public void postStop() throws SQLException {
    database.close();
  }

  /** Stores a new or restored queue. */
  private void add(QueueData queue) {
    CreateQueueMetadata metadata = CreateQueueMetadata.from(queue);
    if (queues.update(metadata) == 0) {
      queues.add(metadata);
    }
    messages.computeIfAbsent(queue.name(), name -> new MessageRepository(name, tables));
  }

  private void update(QueueData queue) {
    queues.update(CreateQueueMetadata.from(queue));
  }

  private void delete(String queue) {
    queues.remove(queue);
    MessageRepository removed = messages.remove(queue);
    if (removed != null) {
      removed.drop();
    }
  }

  private void add(MessageAdded event) {
    if (stored(() -> insert(repository(event.queueName()), event.message()))) {
      uncommitted.add(getSender());
      if (uncommitted.size() == 1) {
        getSelf().tell(Command.COMMIT, getSelf());
      }
    }
  }

  private static void insert(MessageRepository repository, InternalMessage message) {
    // When a long poll moves a message, ElasticMQ leaves it in the table of its first queue, to
    // which it may be redriven.
    if (message.deadLetterSourceQueueName().isDefined()) {
      repository.remove(message.id());
    }
    repository.add(withoutReceipts(message));
  }

  private void update(MessageUpdated event) {
    if (stored(() -> repository(event.queueName()).update(withoutReceipts(event.message())))) {
      getSender().tell(OperationSuccessful$.MODULE$, getSelf());
    }
  }

  private void remove(MessageRemoved event) {
    if (stored(() -> repository(event.queueName()).remove(event.messageId()))) {
      getSender().tell(OperationSuccessful$.MODULE$, getSelf());
    }
  }

  /** Stores an event and returns whether that succeeded; the queue is told if it failed. */
  private boolean stored(Event event) {
    try {
      event.store();
      return true;
    } catch (Exception e) {
      getSender().tell(new Status.Failure(e), getSelf());
      return false;
    }
  }

  private MessageRepository repository(String queue) {
    MessageRepository repository = messages.get(queue);
    if (repository == null) {
      throw new IllegalStateException("expected a queue called " + queue);
    }
    return repository;
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
