package dev.cirrus.cloud;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
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

/**
 * SQS on this machine: ElasticMQ over an H2 database. It is put together here as ElasticMQ's own
 * server does it, but for two things: the port is the system's choice, and nobody is served before
 * the messages of the last run are back.
 */
final class QueueServer implements Server {
  private static final Duration RESTORE = Duration.ofSeconds(60);

  private final ActorSystem actors;
  private final URI endpoint;

  private QueueServer(ActorSystem actors, URI endpoint) {
    this.actors = actors;
    this.endpoint = endpoint;
  }

  static QueueServer start(Path folder) {
    Config config =
        ConfigFactory.parseMap(
                Map.of(
                    "pekko.loglevel", "WARNING",
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

  private static QueueServer start(Path folder, ActorSystem actors) throws Exception {
    // Without a write delay, what was acknowledged is in the file when the process is killed.
    SqlQueuePersistenceConfig store =
        new SqlQueuePersistenceConfig(
            true,
            "org.h2.Driver",
            "jdbc:h2:file:" + folder.resolve("messages") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
            "",
            "",
            false);
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
                Cloud.ACCOUNT,
                listener,
                AutoCreateQueuesConfig.disabled())
            .start();
    int port = server.waitUntilStarted().localAddress().getPort();
    return new QueueServer(actors, URI.create("http://127.0.0.1:" + port));
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
    actors.getWhenTerminated().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }
}
