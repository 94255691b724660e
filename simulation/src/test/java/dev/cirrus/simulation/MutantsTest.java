package dev.cirrus.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.history.ForeignCursors;
import dev.cirrus.predict.NotRecordedException;
import dev.cirrus.predict.PredictionQueue;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunLock;
import dev.cirrus.runs.RunState;
import dev.cirrus.runs.RunStore;
import dev.cirrus.simulation.audit.Promise;
import dev.cirrus.simulation.audit.Violation;
import dev.cirrus.simulation.system.Adapters;
import dev.cirrus.simulation.system.History;
import dev.cirrus.simulation.system.StackLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;

/** Breaks Cirrus in one way after another, and expects a history that shows it. */
final class MutantsTest {
  /** The mutant that is hardest to find takes a tenth of them. */
  private static final int HISTORIES = 3_000;

  private static final int MAX_EVENTS_SHRUNK = 8;

  /** Asserts that a history breaks one of the promises, is shrunk and can be repeated. */
  private static void assertBreaks(Adapters mutant, Promise... promises) throws IOException {
    StackLimits limits = StackLimits.read();
    Optional<History> failure = Simulate.firstFailure(1, HISTORIES, limits, mutant);
    assertTrue(failure.isPresent(), "no history breaks a promise");
    History shrunk = failure.get();
    Set<Promise> expected = EnumSet.copyOf(List.of(promises));
    assertTrue(
        shrunk.violation().map(Violation::promise).filter(expected::contains).isPresent(),
        () -> String.join("\n", shrunk.trace()));
    assertEquals(shrunk, History.of(shrunk.plan(), limits, mutant), "repeated");
    assertTrue(
        shrunk.events().size() <= MAX_EVENTS_SHRUNK,
        () -> "expected fewer events: " + shrunk.plan().command());
  }

  private static Adapters withDynamoDb(UnaryOperator<DynamoDbClient> mutant) {
    return new Adapters() {
      @Override
      public DynamoDbClient dynamoDb(DynamoDbClient client) {
        return mutant.apply(client);
      }
    };
  }

  private static Adapters withDeadLetters(UnaryOperator<SqsClient> mutant) {
    return new Adapters() {
      @Override
      public SqsClient deadLetters(SqsClient client) {
        return mutant.apply(client);
      }
    };
  }

  private static Adapters withRuns(UnaryOperator<RunStore> mutant) {
    return new Adapters() {
      @Override
      public RunStore runs(RunStore store) {
        return mutant.apply(store);
      }
    };
  }

  @Test
  void anUnconditionalWriteIsFound() throws IOException {
    assertBreaks(
        withDynamoDb(UnconditionalWrites::new),
        Promise.COUNTED,
        Promise.RECORDED_ONCE,
        Promise.STAYS_DELETED);
  }

  private static final class UnconditionalWrites extends ForwardingDynamoDb {
    UnconditionalWrites(DynamoDbClient client) {
      super(client);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
      List<TransactWriteItem> items =
          request.transactItems().stream().map(UnconditionalWrites::unconditional).toList();
      return super.transactWriteItems(request.toBuilder().transactItems(items).build());
    }

    private static TransactWriteItem unconditional(TransactWriteItem item) {
      return item.put() == null
          ? item
          : TransactWriteItem.builder()
              .put(item.put().toBuilder().conditionExpression(null).build())
              .build();
    }
  }

  @Test
  void aCountOutsideTheTransactionIsFound() throws IOException {
    assertBreaks(withDynamoDb(SeparateWrites::new), Promise.COUNTED);
  }

  private static final class SeparateWrites extends ForwardingDynamoDb {
    SeparateWrites(DynamoDbClient client) {
      super(client);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
      for (TransactWriteItem item : request.transactItems()) {
        var _ = super.transactWriteItems(request.toBuilder().transactItems(item).build());
      }
      return TransactWriteItemsResponse.builder().build();
    }
  }

  @Test
  void anAcknowledgementBeforeSendingIsFound() throws IOException {
    assertBreaks(
        new Adapters() {
          @Override
          public PredictionQueue queue(PredictionQueue queue, Executor background) {
            return prediction -> background.execute(() -> sendIfPossible(queue, prediction));
          }
        },
        Promise.RECORDED);
  }

  private static void sendIfPossible(PredictionQueue queue, Prediction prediction) {
    try {
      queue.send(prediction);
    } catch (NotRecordedException e) {
      return;
    }
  }

  @Test
  void anAnswerThatClaimsARecordIsFound() throws IOException {
    assertBreaks(
        new Adapters() {
          @Override
          public RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> predict(
              RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler) {
            return (request, context) -> {
              APIGatewayProxyResponseEvent response = handler.handleRequest(request, context);
              return response.withBody(
                  response.getBody().replace("\"recorded\":false", "\"recorded\":true"));
            };
          }
        },
        Promise.RECORDED);
  }

  @Test
  void aLockWithoutExpiryIsFound() throws IOException {
    assertBreaks(withRuns(LocksWithoutExpiry::new), Promise.UNLOCKED);
  }

  private static final class LocksWithoutExpiry extends ForwardingRunStore {
    LocksWithoutExpiry(RunStore store) {
      super(store);
    }

    @Override
    public boolean create(Run run, @Nullable RunLock expected, RunLock next) {
      return super.create(run, expected, withoutExpiry(next));
    }

    @Override
    public boolean lock(@Nullable RunLock expected, RunLock next) {
      return super.lock(expected, withoutExpiry(next));
    }

    private static RunLock withoutExpiry(RunLock lock) {
      return new RunLock(lock.run(), lock.until().plus(Duration.ofDays(36_500)));
    }
  }

  @Test
  void twoGatesAtOnceAreFound() throws IOException {
    assertBreaks(withRuns(Overwrites::new), Promise.POINTER, Promise.ONE_RUN);
  }

  /** Overwrites whatever another gate has stored. */
  private static final class Overwrites extends ForwardingRunStore {
    Overwrites(RunStore store) {
      super(store);
    }

    @Override
    public boolean write(Run run) {
      int revision = find(run.id()).map(Run::revision).orElse(0);
      return super.write(withRevision(run, revision + 1)) || super.write(run);
    }
  }

  private static Run withRevision(Run run, int revision) {
    return new Run(
        run.id(),
        run.trigger(),
        run.needsApproval(),
        run.createdAt(),
        run.updatedAt(),
        run.base(),
        run.corrections(),
        run.job(),
        run.state(),
        run.report(),
        revision);
  }

  @Test
  void aRunThatContinuesAfterItsCancellationIsFound() throws IOException {
    assertBreaks(withRuns(IgnoresCancellations::new), Promise.CANCELLED);
  }

  private static final class IgnoresCancellations extends ForwardingRunStore {
    IgnoresCancellations(RunStore store) {
      super(store);
    }

    @Override
    public boolean write(Run run) {
      return super.write(run)
          || find(run.id())
              .filter(stored -> stored.state() instanceof RunState.Cancelled)
              .map(stored -> super.write(withRevision(run, stored.revision() + 1)))
              .orElse(false);
    }
  }

  @Test
  void aCopyLeftInTheDeadLetterQueueIsFound() throws IOException {
    assertBreaks(withDeadLetters(KeepsDeadLetters::new), Promise.NO_COPY);
  }

  private static final class KeepsDeadLetters extends ForwardingSqs {
    KeepsDeadLetters(SqsClient client) {
      super(client);
    }

    @Override
    public DeleteMessageBatchResponse deleteMessageBatch(DeleteMessageBatchRequest request) {
      return DeleteMessageBatchResponse.builder().build();
    }
  }

  @Test
  void aCursorWithoutItsOwnerIsFound() throws IOException {
    assertBreaks(
        new Adapters() {
          @Override
          public RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> history(
              RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler) {
            return new ForeignCursors(handler);
          }
        },
        Promise.CURSOR);
  }
}
