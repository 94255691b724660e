package dev.cirrus.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.AwsService;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.testsupport.FaultyProxy;
import dev.cirrus.testsupport.LocalAwsExtension;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(LocalAwsExtension.class)
final class DynamoDbRunStoreTest extends RunStoreContract {
  private final AwsEnvironment cloud;
  private final DynamoDbClient client;
  private final String table;

  DynamoDbRunStoreTest(AwsEnvironment cloud, StackResources resources) {
    this.cloud = cloud;
    client = cloud.dynamoDb();
    table = resources.ref("RunsTable");
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Override
  RunStore empty() {
    client
        .scanPaginator(scan -> scan.tableName(table))
        .items()
        .forEach(item ->
            client.deleteItem(delete -> delete.tableName(table).key(Map.of("id", item.get("id")))));
    return new DynamoDbRunStore(client, table);
  }

  @Test
  void aWriteWithALostResponseSucceeds() throws IOException {
    empty();
    try (FaultyProxy proxy = new FaultyProxy(cloud.endpoint(AwsService.DYNAMODB));
        DynamoDbClient lossy = cloud.withEndpoint(proxy.endpoint()).dynamoDb()) {
      RunStore store = new DynamoDbRunStore(lossy, table);
      Instant noon = Instant.parse("2026-03-01T12:00:00Z");
      RunLock lock = new RunLock("01", noon);
      Run run =
          Run.queued("01", RunTrigger.MANUAL, false, new ModelPointer("1", "a".repeat(64)), noon);
      Run running = run.withState(new RunState.Running(), noon);
      RunLock later = new RunLock("01", noon.plusSeconds(30));

      proxy.loseNextResponse();
      assertTrue(store.create(run, null, lock));
      proxy.loseNextResponse();
      assertTrue(store.write(running));
      proxy.loseNextResponse();
      assertTrue(store.lock(lock, later));

      assertEquals(Optional.of(running), store.find("01"));
      assertEquals(Optional.of(later), store.lock());
      proxy.loseNextResponse();
      store.unlock("01");
      assertEquals(Optional.empty(), store.lock());
      assertTrue(proxy.connections() > 4, "expected four lost responses");
    }
  }
}
