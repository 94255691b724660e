package dev.cirrus.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.history.ForeignCursors;
import dev.cirrus.predict.NotRecordedException;
import dev.cirrus.predict.PredictionQueue;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunLock;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/** Breaks Cirrus in one way after the other; each must break a promise. */
final class MutantsTest {
  /** The mutant that is hardest to find takes a tenth of them. */
  private static final int HISTORIES = 3_000;

  private static void assertBreaks(Adapters mutant, Promise... promises) throws IOException {
    Optional<History> failure = Simulate.firstFailure(1, HISTORIES, StackLimits.read(), mutant);
    assertTrue(failure.isPresent(), "no history shows the difference");
    History shortest = failure.get();
    Set<Promise> possible = EnumSet.copyOf(List.of(promises));
    assertTrue(
        shortest.violation().map(Violation::promise).filter(possible::contains).isPresent(),
        () -> String.join("\n", shortest.trace()));
    assertEquals(
        shortest, History.of(shortest.plan(), StackLimits.read(), mutant), "it can be repeated");
    assertTrue(
        shortest.events().size() <= 8, () -> "it is not shrunk: " + shortest.plan().command());
  }

  @Test
  void anUnconditionalWrite() throws IOException {
    assertBreaks(
        new Adapters() {
          @Override
          public DynamoDbClient dynamoDb(DynamoDbClient client) {
            return new Transactions(client) {
              @Override
              public TransactWriteItemsResponse transactWriteItems(
                  TransactWriteItemsRequest request) {
                return super.transactWriteItems(
                    request.toBuilder()
                        .transactItems(
                            request.transactItems().stream().map(this::unconditional).toList())
                        .build());
              }

              private TransactWriteItem unconditional(TransactWriteItem item) {
                return item.put() == null
                    ? item
                    : TransactWriteItem.builder()
                        .put(item.put().toBuilder().conditionExpression(null).build())
                        .build();
              }
            };
          }
        },
        Promise.COUNTED,
        Promise.RECORDED_ONCE,
        Promise.STAYS_DELETED);
  }

  @Test
  void aCountOutsideOfTheTransaction() throws IOException {
    assertBreaks(
        new Adapters() {
          @Override
          public DynamoDbClient dynamoDb(DynamoDbClient client) {
            return new Transactions(client) {
              @Override
              public TransactWriteItemsResponse transactWriteItems(
                  TransactWriteItemsRequest request) {
                for (TransactWriteItem item : request.transactItems()) {
                  var _ = super.transactWriteItems(request.toBuilder().transactItems(item).build());
                }
                return TransactWriteItemsResponse.builder().build();
              }
            };
          }
        },
        Promise.COUNTED);
  }

  @Test
  void anAcknowledgementBeforeSending() throws IOException {
    assertBreaks(
        new Adapters() {
          @Override
          public PredictionQueue queue(PredictionQueue queue, Executor background) {
            return prediction ->
                background.execute(() -> {
                  try {
                    queue.send(prediction);
                  } catch (NotRecordedException e) {
                    return;
                  }
                });
          }
        },
        Promise.RECORDED);
  }

  @Test
  void aLockWithoutExpiry() throws IOException {
    assertBreaks(
        new Adapters() {
          @Override
          public RunStore runs(RunStore store) {
            return new Runs(store) {
              @Override
              public boolean create(Run run, @Nullable RunLock expected, RunLock next) {
                return super.create(run, expected, forEver(next));
              }

              @Override
              public boolean lock(@Nullable RunLock expected, RunLock next) {
                return super.lock(expected, forEver(next));
              }

              private RunLock forEver(RunLock lock) {
                return new RunLock(lock.run(), lock.until().plus(Duration.ofDays(36_500)));
              }
            };
          }
        },
        Promise.UNLOCKED);
  }

  @Test
  void twoGatesAtOnce() throws IOException {
    assertBreaks(
        new Adapters() {
          @Override
          public RunStore runs(RunStore store) {
            return new Runs(store) {
              @Override
              public boolean write(Run run) {
                // Whatever another gate has stored is overwritten.
                int revision = find(run.id()).map(Run::revision).orElse(0);
                return super.write(withRevision(run, revision + 1)) || super.write(run);
              }

              private Run withRevision(Run run, int revision) {
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
            };
          }
        },
        Promise.POINTER,
        Promise.ONE_RUN);
  }

  @Test
  void aCursorWithoutItsOwner() throws IOException {
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
