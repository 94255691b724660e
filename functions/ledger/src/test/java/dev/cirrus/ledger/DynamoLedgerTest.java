package dev.cirrus.ledger;

import dev.cirrus.cloud.Cloud;
import dev.cirrus.cloud.CloudExtension;
import dev.cirrus.cloud.Resources;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CloudExtension.class)
final class DynamoLedgerTest extends LedgerContract {
  DynamoLedgerTest(Cloud cloud, Resources resources) {
    super(clock -> new DynamoLedger(cloud.dynamoDb(), resources.ref("LedgerTable"), clock), 24);
  }
}
