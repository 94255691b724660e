package dev.cirrus.runs;

import dev.cirrus.cloud.Cloud;
import dev.cirrus.cloud.CloudExtension;
import dev.cirrus.cloud.Resources;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(CloudExtension.class)
final class DynamoDbRunStoreTest extends RunStoreContract {
  private final DynamoDbClient client;
  private final String table;

  DynamoDbRunStoreTest(Cloud cloud, Resources resources) {
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
}
