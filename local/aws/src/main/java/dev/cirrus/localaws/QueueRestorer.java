package dev.cirrus.localaws;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.msg.RestoreMessages;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.elasticmq.persistence.QueueSorter$;
import org.elasticmq.persistence.sql.DB;
import org.elasticmq.persistence.sql.DBMessage;
import org.elasticmq.persistence.sql.MessageRepository;
import org.elasticmq.persistence.sql.QueueRepository;
import scala.jdk.javaapi.CollectionConverters;
import scala.util.Either;
import scalikejdbc.ResultSetCursor;
import scalikejdbc.WrappedResultSet;

/**
 * Gives ElasticMQ the queues and messages of the last run, which are in its database.
 *
 * <p>Messages that were in flight become visible. Their receivers ended with the last process, so
 * waiting for the visibility timeout would only delay them. Delayed messages that were never
 * received stay delayed.
 */
final class QueueRestorer {
  /** Messages that are loaded at once; each has up to a megabyte. */
  private static final int BATCH = 100;

  /** How long a queue may take to accept a batch. */
  private static final Duration STEP = Duration.ofMinutes(5);

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);

  private final Connection database;
  private final DB tables;
  private final ActorRef queues;

  private QueueRestorer(Connection database, DB tables, ActorRef queues) {
    this.database = database;
    this.tables = tables;
    this.queues = queues;
  }

  /**
   * Creates the stored queues and returns when all their messages are in them.
   *
   * @param queues ElasticMQ's queue manager
   * @throws SQLException if the database cannot be read
   */
  static void restore(Connection database, DB tables, ActorRef queues)
      throws SQLException, InterruptedException {
    new QueueRestorer(database, tables, queues).restore();
  }

  private void restore() throws SQLException, InterruptedException {
    // Dead-letter queues come before the queues that name them.
    List<CreateQueueMetadata> stored =
        CollectionConverters.asJava(
            QueueSorter$.MODULE$.sortCreateQueues(new QueueRepository(tables).findAll()));
    for (CreateQueueMetadata queue : stored) {
      // Creates its table if the last process ended before that.
      var _ = new MessageRepository(queue.name(), tables);
    }
    for (CreateQueueMetadata queue : stored) {
      deleteMovedMessages(queue);
      restoreMessages(queue.name(), create(queue));
    }
  }

  private ActorRef create(CreateQueueMetadata queue) throws InterruptedException {
    return switch (ask(queues, new CreateQueue(queue.toCreateQueueData()))) {
      case Either<?, ?> created when created.isRight() -> (ActorRef) created.toOption().get();
      case Object failure ->
          throw new IllegalStateException(
              "failed to restore the queue %s: %s".formatted(queue.name(), failure));
    };
  }

  /**
   * Deletes messages that were moved to the dead-letter queue. If a long poll moves one, ElasticMQ
   * also leaves it in its first table; after a restart it would be moved again and collide.
   */
  private void deleteMovedMessages(CreateQueueMetadata queue) throws SQLException {
    if (queue.deadLettersQueue().isDefined()) {
      String sql =
          "delete from %s where message_id in (select message_id from %s where dead_letter_source_queue_name = ?)"
              .formatted(table(queue.name()), table(queue.deadLettersQueue().get().name()));
      try (PreparedStatement delete = database.prepareStatement(sql)) {
        delete.setString(1, queue.name());
        delete.executeUpdate();
      }
    }
  }

  /**
   * Loads messages in batches. A single query would take minutes and several times the memory of
   * the messages, because H2 collects all rows before it returns the first.
   */
  private void restoreMessages(String queue, ActorRef actor)
      throws SQLException, InterruptedException {
    String sql =
        """
        select _rowid_ as id, message_id, stringtoutf8('[]') as delivery_receipts,
          case when receive_count > 0 then created else next_delivery end as next_delivery,
          content, attributes, created, received, receive_count, group_id, deduplication_id,
          tracing_id, sequence_number, dead_letter_source_queue_name
        from %s where _rowid_ > ? order by _rowid_ limit ?
        """
            .formatted(table(queue));
    long last = -1;
    long restored = 0;
    long reported = System.nanoTime();
    try (PreparedStatement select = database.prepareStatement(sql)) {
      while (true) {
        List<InternalMessage> batch = new ArrayList<>(BATCH);
        select.setLong(1, last);
        select.setInt(2, BATCH);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            last = rows.getLong("id");
            batch.add(message(queue, rows));
          }
        }
        if (batch.isEmpty()) {
          return;
        }
        ask(actor, new RestoreMessages(CollectionConverters.asScala(batch).toList()));
        restored += batch.size();
        if (System.nanoTime() - reported > REPORT_INTERVAL.toNanos()) {
          reported = System.nanoTime();
          System.err.printf(
              Locale.ROOT, "cirrus: restored %,d of %,d messages%n", restored, count(queue));
        }
      }
    }
  }

  private static InternalMessage message(String queue, ResultSet row) {
    try {
      return DBMessage.apply(new WrappedResultSet(row, new ResultSetCursor(0), 0))
          .toInternalMessage();
    } catch (RuntimeException e) {
      throw new UnusableDataException("failed to read a message of the queue " + queue, e);
    }
  }

  private long count(String queue) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table(queue))) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Object ask(ActorRef actor, Object message) throws InterruptedException {
    try {
      return Patterns.ask(actor, message, STEP).toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("failed to restore the queues of the last run", e);
    }
  }

  /** Returns the name of a queue's table in ElasticMQ's database. */
  private static String table(String queue) {
    return "message_%s_%x"
        .formatted(queue.replace('.', '_').replace('-', '_'), queue.hashCode())
        .toUpperCase(Locale.ROOT);
  }
}
