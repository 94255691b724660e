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
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
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
 * SQS on this machine: ElasticMQ over an H2 database. It is put together here as ElasticMQ's own
 * server does it, but for two things: the port is the system's choice, and nobody is served before
 * the messages of the last run are back.
 */
final class LocalSqs implements LocalService {
  private static final Duration RESTORE = Duration.ofSeconds(60);

  private final ActorSystem actors;
  private final URI endpoint;

  private LocalSqs(ActorSystem actors, URI endpoint) {
    this.actors = actors;
    this.endpoint = endpoint;
  }

  static LocalSqs start(Path folder) {
    Config config =
        ConfigFactory.parseMap(
                Map.of(
                    "pekko.loglevel", "WARNING",
                    "pekko.actor.guardian-supervisor-strategy", GoingOn.class.getName(),
                    "pekko.http.server.idle-timeout", "infinite",
                    "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off"))
            .withFallback(ConfigFactory.load());
    ActorSystem actors = ActorSystem.create("queues", config);
    try {
      return start(folder, actors);
    } catch (Exception e) {
      actors.terminate();
      throw new IllegalStateException("SQS does not start on this machine", e);
    }
  }

  private static LocalSqs start(Path folder, ActorSystem actors) throws Exception {
    // Without a write delay, what was acknowledged is in the file when the process is killed.
    String url =
        "jdbc:h2:file:" + folder.resolve("messages") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    forgetTheDead(url);
    SqlQueuePersistenceConfig store =
        new SqlQueuePersistenceConfig(true, "org.h2.Driver", url, "", "", false);
    // ElasticMQ opens the first database that it is given in a JVM, and no other.
    ConnectionPool$ pool = ConnectionPool$.MODULE$;
    ConnectionPoolSettings settings = pool.singleton$default$4();
    pool.singleton(url, "", "", settings, pool.singleton$default$5(url, "", "", settings));
    ActorRef keeper =
        actors.actorOf(
            Props.create(
                SqlQueuePersistenceActor.class,
                () -> new SqlQueuePersistenceActor(store, List$.MODULE$.empty())));
    Option<ActorRef> listener = new Some<>(keeper);
    ActorRef queues =
        actors.actorOf(
            Props.create(
                QueueManagerActor.class,
                () ->
                    new QueueManagerActor(new NowProvider(), StrictSQSLimits$.MODULE$, listener)));
    Object restored =
        Patterns.ask(keeper, new QueueEvent.Restore(queues), RESTORE)
            .toCompletableFuture()
            .get(RESTORE.toSeconds(), TimeUnit.SECONDS);
    if (restored instanceof Either<?, ?> outcome && outcome.isLeft()) {
      throw new IllegalStateException("the queues of the last run are not readable: " + outcome);
    }
    SQSRestServer server =
        new TheSQSRestServerBuilder(
                new Some<>(actors),
                new Some<>(queues),
                "127.0.0.1",
                0,
                new NodeAddress("http", "127.0.0.1", 0, ""),
                true,
                StrictSQSLimits$.MODULE$,
                "us-east-1",
                AwsEnvironment.ACCOUNT,
                listener,
                AutoCreateQueuesConfig.disabled())
            .start();
    int port = server.waitUntilStarted().localAddress().getPort();
    return new LocalSqs(actors, URI.create("http://127.0.0.1:" + port));
  }

  /**
   * An actor that fails at one message goes on with the next. Begun anew, as Pekko would have it,
   * the keeper knows no queue: it writes nothing down, and says that it has.
   */
  static final class GoingOn implements SupervisorStrategyConfigurator {
    @Override
    public SupervisorStrategy create() {
      return new OneForOneStrategy(
          DeciderBuilder.match(
                  ActorInitializationException.class, failure -> SupervisorStrategy.stop())
              .matchAny(failure -> SupervisorStrategy.resume())
              .build());
    }
  }

  /**
   * Where a dead letter was found by a long poll, ElasticMQ writes it into the dead-letter queue's
   * table and leaves it in its own, from which it would die again, and be in that table already.
   */
  private static void forgetTheDead(String url) throws SQLException {
    try (Connection database = DriverManager.getConnection(url)) {
      List<String> tables =
          texts(
              database,
              "select table_name from information_schema.tables"
                  + " where table_name like 'MESSAGE~_%' escape '~'");
      for (String dead : tables) {
        for (String queue :
            texts(
                database,
                "select distinct dead_letter_source_queue_name from "
                    + dead
                    + " where dead_letter_source_queue_name is not null")) {
          String origin = table(queue);
          // What was moved back into its queue has its name, too.
          if (!origin.equals(dead) && tables.contains(origin)) {
            try (Statement statement = database.createStatement()) {
              statement.executeUpdate(
                  "delete from %s where message_id in (select message_id from %s)"
                      .formatted(origin, dead));
            }
          }
        }
      }
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

  /** ElasticMQ's name for the table of a queue. */
  private static String table(String queue) {
    return "message_%s_%x"
        .formatted(queue.replace('.', '_').replace('-', '_'), queue.hashCode())
        .toUpperCase(Locale.ROOT);
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void stop() throws Exception {
    // The server's own stop would wait out a long poll that nobody listens to any more. What was
    // acknowledged is in the file by now.
    actors.terminate();
    actors.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    ConnectionPool$.MODULE$.closeAll();
  }
}
