package dev.cirrus.localaws;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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
import org.elasticmq.Limits;
import org.elasticmq.NodeAddress;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.persistence.sql.DB;
import org.elasticmq.rest.sqs.AutoCreateQueuesConfig;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.Some;
import scalikejdbc.ConnectionPool$;

/**
 * Runs ElasticMQ with an H2 database. It is assembled as in ElasticMQ's own server with three
 * differences: the operating system chooses the port, requests are accepted only after the messages
 * of the last run are restored, and {@link MessageStore} and {@link QueueRestorer} store and
 * restore them.
 *
 * <p>ElasticMQ accepts any request, so it is served under a random path, which is generated at each
 * start and works as a password. This process uses that address; other programs use {@link
 * SqsGuard}, to which the URLs of the queues point.
 */
final class LocalSqs implements LocalService {
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
    } catch (UnusableDataException e) {
      actors.terminate();
      throw e;
    } catch (Exception e) {
      actors.terminate();
      throw new IllegalStateException("failed to start SQS (ElasticMQ)", e);
    }
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Props queueManager(Limits limits, Option<ActorRef> listener) {
    return Props.create(
        QueueManagerActor.class, () -> new QueueManagerActor(new NowProvider(), limits, listener));
  }

  private static LocalSqs start(Path folder, ActorSystem actors, SqsGuard guard) throws Exception {
    RetryingFilePath.register();
    // The size keeps each message in its row: in H2's storage of large objects, it takes three
    // times as much processor time.
    String url =
        "jdbc:h2:%s:%s;DB_CLOSE_ON_EXIT=FALSE;MAX_LENGTH_INPLACE_LOB=%d"
            .formatted(RetryingFilePath.SCHEME, folder.resolve("messages"), MAX_MESSAGE_BYTES);
    Limits limits = new SqsLimits();
    Option<ActorRef> listener;
    ActorRef queues;
    try (Connection database = DriverManager.getConnection(url)) {
      DB tables = MessageStore.open(url);
      listener = new Some<>(actors.actorOf(MessageStore.props(tables, url)));
      queues = actors.actorOf(queueManager(limits, listener));
      QueueRestorer.restore(database, tables, queues);
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

  /**
   * Resumes actors that fail. Pekko's default restarts them, and a restarted {@link MessageStore}
   * has forgotten all queues.
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
