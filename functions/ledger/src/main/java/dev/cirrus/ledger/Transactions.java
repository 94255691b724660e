package dev.cirrus.ledger;

import dev.cirrus.ledger.DynamoLedger.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Writes to DynamoDB, and retries writes that conflict with another transaction. */
final class Transactions {
  /** DynamoDB's codes for why a transaction was cancelled. */
  private static final String CONDITION_FAILED = "ConditionalCheckFailed";

  private static final String CONFLICT = "TransactionConflict";

  /** How often a write is tried where another transaction holds the item: for about a second. */
  static final int ATTEMPTS = 8;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(8);

  private final DynamoDbClient dynamo;
  private final Sleeper sleeper;

  Transactions(DynamoDbClient dynamo, Sleeper sleeper) {
    this.dynamo = dynamo;
    this.sleeper = sleeper;
  }

  /** Writes all or nothing; false if a condition fails. */
  boolean write(String id, List<TransactWriteItem> writes) {
    try {
      retryingConflicts(id, () -> dynamo.transactWriteItems(write -> write.transactItems(writes)));
      return true;
    } catch (TransactionCanceledException canceled) {
      if (canceled.cancellationReasons().stream()
          .anyMatch(reason -> CONDITION_FAILED.equals(reason.code()))) {
        return false;
      }
      throw canceled;
    }
  }

  /** Retries, with backoff, a write that conflicts with another transaction. */
  <T> T retryingConflicts(String id, Supplier<T> write) {
    for (int attempt = 0; ; attempt++) {
      try {
        return write.get();
      } catch (TransactionCanceledException | TransactionConflictException failed) {
        if (attempt == ATTEMPTS - 1 || !isConflict(failed)) {
          throw failed;
        }
        pause(id, attempt);
      }
    }
  }

  private static boolean isConflict(Exception failed) {
    return !(failed instanceof TransactionCanceledException canceled)
        || (canceled.cancellationReasons().stream()
                .anyMatch(reason -> CONFLICT.equals(reason.code()))
            && canceled.cancellationReasons().stream()
                .noneMatch(reason -> CONDITION_FAILED.equals(reason.code())));
  }

  /**
   * Backs off exponentially. The jitter comes from the id that is written, not from a random
   * number: two functions restored from one snapshot would draw the same.
   */
  void pause(String id, int attempt) {
    long longest = FIRST_PAUSE.toMillis() << attempt;
    try {
      sleeper.sleep(
          Duration.ofMillis(longest / 2 + Math.floorMod(31 * id.hashCode() + attempt, longest)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting to retry a write", e);
    }
  }
}
