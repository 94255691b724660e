package dev.cirrus.ledger;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class DynamoLedgerTimeoutTest {
  /** The time that the record function reserves for a message. */
  private static final Duration TIME_FOR_A_MESSAGE = Duration.ofSeconds(5);

  @Test
  void aCallHasADeadlineWithinTheTimeForAMessage() {
    Duration deadline =
        DynamoLedger.clientBuilder().overrideConfiguration().apiCallTimeout().orElseThrow();
    assertTrue(deadline.compareTo(TIME_FOR_A_MESSAGE) < 0, deadline::toString);
  }

  @Test
  void aCallToAnUnresponsiveTableEndsAtItsDeadline() throws IOException {
    // The operating system accepts connections up to the backlog, but nothing answers them.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        DynamoDbClient client =
            DynamoLedger.clientBuilder()
                .endpointOverride(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build()) {
      Ledger ledger = new DynamoLedger(client, "ledger", Clock.systemUTC());
      assertThrows(ApiCallTimeoutException.class, () -> ledger.find("owner", "id"));
    }
  }
}
