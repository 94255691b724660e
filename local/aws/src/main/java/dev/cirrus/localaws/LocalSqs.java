package dev.cirrus.localaws;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorInitializationException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.OneForOneStrategy;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.SupervisorStrategy;
import org.apache.pekko.actor.SupervisorStrategyConfigurator;
import org.apache.pekko.japi.pf.DeciderBuilder;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.Limits;
import org.elasticmq.NodeAddress;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import org.elasticmq.rest.sqs.AutoCreateQueuesConfig;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.Some;
import scala.collection.immutable.List$;
import scala.util.Either;
import scalikejdbc.ConnectionPool$;
import scalikejdbc.ConnectionPoolSettings;

/**
 * Runs ElasticMQ with an H2 database. It is assembled as in ElasticMQ's own server with two
 * differences: the operating system chooses the port, and requests are accepted only after the
 * messages of the last run are restored.
 *
 * <p>ElasticMQ accepts any request, so it is served under a random path, which is generated at each
 * start and works as a password. This process uses that address; other programs use {@link
 * SqsGuard}, to which the URLs of the queues point.
 */
final class LocalSqs implements LocalService {
  private static final Duration RESTORE = Duration.ofSeconds(60);

  /** SQS accepts at most 1 MB. */
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  private final ActorSystem actors;
  private final SqsGuard guard;
  private final URI endpoint;

  private LocalSqs(ActorSystem actors, SqsGuard guard, URI endpoint) {
    this.actors = actors;
    this.guard = guard;
    this.endpoint = endpoint;
  }

  static LocalSqs start(Path folder, String accessKey) {
    Config config =
        ConfigFactory.parseMap(
                Map.of(
                    "pekko.loglevel", "WARNING",
                    "pekko.actor.guardian-supervisor-strategy", ResumingStrategy.class.getName(),
                    "pekko.http.server.idle-timeout", "infinite",
                    "pekko.jvm-exit-on-fatal-error", "off",
                    "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off"))
            .withFallback(ConfigFactory.load());
    ActorSystem actors = ActorSystem.create("queues", config);
    try {
      return start(folder, actors, new SqsGuard(new AccessGuard(accessKey)));
    } catch (SQLException e) {
      actors.terminate();
      throw new UnusableDataException(
          "failed to open the queues in %s (%s)".formatted(folder, firstLine(e)), e);
    } catch (Exception e) {
      actors.terminate();
      throw new IllegalStateException("failed to start SQS (ElasticMQ)", e);
    }
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static LocalSqs start(Path folder, ActorSystem actors, SqsGuard guard) throws Exception {
    RetryingFilePath.register();
    // The size keeps each message in its row: in H2's storage of large objects, it takes three
    // times as much processor time.
    String url =
        "jdbc:h2:%s:%s;DB_CLOSE_ON_EXIT=FALSE;MAX_LENGTH_INPLACE_LOB=%d"
            .formatted(RetryingFilePath.SCHEME, folder.resolve("messages"), MAX_MESSAGE_BYTES);
    try (Connection database = DriverManager.getConnection(url)) {
      List<String> tables = messageTables(database);
      deleteMovedMessages(database, tables);
      returnMessagesInFlight(database, tables);
    }
    ActorRef persistence = startPersistence(actors, url);
    Option<ActorRef> listener = new Some<>(persistence);
    Limits limits = new SqsLimits();
    ActorRef queues =
        actors.actorOf(
            Props.create(
                QueueManagerActor.class,
                () -> new QueueManagerActor(new NowProvider(), limits, listener)));
    Object restored =
        Patterns.ask(persistence, new QueueEvent.Restore(queues), RESTORE)
            .toCompletableFuture()
            .get(RESTORE.toSeconds(), TimeUnit.SECONDS);
    if (restored instanceof Either<?, ?> outcome && outcome.isLeft()) {
      throw new IllegalStateException("failed to restore the queues of the last run: " + outcome);
    }
    String secretPath = UUID.randomUUID().toString();
    SQSRestServer server =
        new TheSQSRestServerBuilder(
                new Some<>(actors),
                new Some<>(queues),
                "127.0.0.1",
                0,
                new NodeAddress("http", "127.0.0.1", guard.port(), secretPath),
                false,
                limits,
                "us-east-1",
                AwsEnvironment.ACCOUNT,
                listener,
                AutoCreateQueuesConfig.disabled())
            .start();
    int port = server.waitUntilStarted().localAddress().getPort();
    URI endpoint = URI.create("http://127.0.0.1:" + port + "/" + secretPath);
    guard.start(endpoint);
    RetryingFilePath.repeatWrites(true);
    return new LocalSqs(actors, guard, endpoint);
  }

  /** Starts the actors that store the events of the queues in the given database. */
  static ActorRef startPersistence(ActorSystem actors, String url) {
    SqlQueuePersistenceConfig store =
        new SqlQueuePersistenceConfig(true, "org.h2.Driver", url, "", "", false);
    // In each JVM, ElasticMQ opens only the first database that it is given.
    ConnectionPool$ pool = ConnectionPool$.MODULE$;
    ConnectionPoolSettings settings = pool.singleton$default$4();
    pool.singleton(url, "", "", settings, pool.singleton$default$5(url, "", "", settings));
    ActorRef persistence =
        actors.actorOf(
            Props.create(
                SqlQueuePersistenceActor.class,
                () -> new SqlQueuePersistenceActor(store, List$.MODULE$.empty())));
    return actors.actorOf(GroupCommitActor.props(persistence, url));
  }

  /**
   * Resumes actors that fail. Pekko's default restarts them, and a restarted persistence actor has
   * forgotten all queues: it stores nothing and reports success.
   */
  static final class ResumingStrategy implements SupervisorStrategyConfigurator {
    @Override
    public SupervisorStrategy create() {
      return new OneForOneStrategy(
          DeciderBuilder.match(
                  ActorInitializationException.class, failure -> SupervisorStrategy.stop())
              .matchAny(failure -> SupervisorStrategy.resume())
              .build());
    }
  }

  /** Returns ElasticMQ's message tables, one for each queue. */
  private static List<String> messageTables(Connection database) throws SQLException {
    return texts(
        database,
        "select table_name from information_schema.tables"
            + " where table_name like 'MESSAGE~_%' escape '~'");
  }

  /**
   * Deletes messages that were moved to a dead-letter queue. If a long poll moves one, ElasticMQ
   * also leaves it in its first table; after a restart it would be moved again and collide.
   */
  private static void deleteMovedMessages(Connection database, List<String> tables)
      throws SQLException {
    for (String dead : tables) {
      for (String queue :
          texts(
              database,
              "select distinct dead_letter_source_queue_name from "
                  + dead
                  + " where dead_letter_source_queue_name is not null")) {
        String origin = table(queue);
        // A redriven message in its original queue also names that queue as its source.
        if (!origin.equals(dead) && tables.contains(origin)) {
          update(
              database,
              "delete from %s where message_id in (select message_id from %s)"
                  .formatted(origin, dead));
        }
      }
    }
  }

  /**
   * Makes the messages visible that were in flight when the last process ended. Their receivers
   * ended with it, so waiting for the visibility timeout would only delay them. Delayed messages
   * that were never received stay delayed.
   */
  private static void returnMessagesInFlight(Connection database, List<String> tables)
      throws SQLException {
    for (String queue : tables) {
      update(
          database,
          "update %s set next_delivery = created where receive_count > 0".formatted(queue));
    }
  }

  private static void update(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static List<String> texts(Connection database, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  /** Returns the name of a queue's table in ElasticMQ's database. */
  private static String table(String queue) {
    return "message_%s_%x"
        .formatted(queue.replace('.', '_').replace('-', '_'), queue.hashCode())
        .toUpperCase(Locale.ROOT);
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  /** Returns the address for other programs, which need the right access key. */
  URI publicEndpoint() {
    return URI.create("http://127.0.0.1:" + guard.port());
  }

  @Override
  public void stop() throws Exception {
    guard.close();
    // Actors that wait for space would not end.
    RetryingFilePath.repeatWrites(false);
    // The server's own stop would wait for long polls to end. Acknowledged messages are on disk.
    actors.terminate();
    actors.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    ConnectionPool$.MODULE$.closeAll();
  }
}
