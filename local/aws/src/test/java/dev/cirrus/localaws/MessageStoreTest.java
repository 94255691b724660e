package dev.cirrus.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.CreateQueueData;
import org.elasticmq.CreateQueueData$;
import org.elasticmq.ImmediateNextDelivery$;
import org.elasticmq.MessageContent;
import org.elasticmq.MillisNextDelivery;
import org.elasticmq.NewMessageData;
import org.elasticmq.QueueData;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent.MessageAdded;
import org.elasticmq.actor.queue.QueueEvent.MessageUpdated;
import org.elasticmq.actor.queue.QueueEvent.QueueCreated;
import org.elasticmq.persistence.sql.DB;
import org.elasticmq.persistence.sql.MessageRepository;
import org.elasticmq.util.NowProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;
import scala.collection.immutable.List;
import scala.collection.immutable.Map$;
import scalikejdbc.ConnectionPool$;

final class MessageStoreTest {
  private static final String QUEUE = "predictions";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Test
  void messagesAreStoredWhileTheirQueueAddsAReceipt(@TempDir Path folder) throws Exception {
    ActorSystem actors = ActorSystem.create("queues");
    try {
      String url = "jdbc:h2:" + folder.resolve("messages");
      DB tables = MessageStore.open(url);
      ActorRef store = actors.actorOf(MessageStore.props(tables, url));
      QueueData queue = queue();
      store.tell(new QueueCreated(queue), ActorRef.noSender());
      InternalMessage message = message(queue);
      message.trackDelivery(new MillisNextDelivery(1), new NowProvider());
      // A list that grows has its new size before it has the new element.
      message.deliveryReceipts().addOne(null);

      assertEquals(OperationSuccessful$.MODULE$, ask(store, new MessageAdded(QUEUE, message)));
      message.trackDelivery(new MillisNextDelivery(2), new NowProvider());
      assertEquals(OperationSuccessful$.MODULE$, ask(store, new MessageUpdated(QUEUE, message)));

      List<InternalMessage> stored = new MessageRepository(QUEUE, tables).findAll();
      assertEquals(1, stored.size());
      InternalMessage only = stored.head();
      assertEquals(message.id(), only.id());
      assertEquals(message.content(), only.content());
      assertEquals(2, only.nextDelivery());
      assertEquals(2, only.receiveCount());
    } finally {
      actors.terminate();
      actors.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
      ConnectionPool$.MODULE$.closeAll();
    }
  }

  private static QueueData queue() {
    var defaults = CreateQueueData$.MODULE$;
    return new CreateQueueData(
            QUEUE,
            defaults.apply$default$2(),
            defaults.apply$default$3(),
            defaults.apply$default$4(),
            defaults.apply$default$5(),
            defaults.apply$default$6(),
            defaults.apply$default$7(),
            defaults.apply$default$8(),
            defaults.apply$default$9(),
            defaults.apply$default$10(),
            defaults.apply$default$11(),
            defaults.apply$default$12())
        .toQueueData();
  }

  private static InternalMessage message(QueueData queue) {
    return InternalMessage.from(
        new NewMessageData(
            Option.empty(),
            new MessageContent("a prediction"),
            Map$.MODULE$.empty(),
            ImmediateNextDelivery$.MODULE$,
            Option.empty(),
            Option.empty(),
            0,
            Option.empty(),
            Option.empty(),
            Option.empty()),
        queue);
  }

  private static Object ask(ActorRef actor, Object message) throws Exception {
    return Patterns.ask(actor, message, TIMEOUT).toCompletableFuture().get();
  }
}
