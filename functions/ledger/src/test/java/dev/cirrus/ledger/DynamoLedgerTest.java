package dev.cirrus.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.AwsService;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.TestPredictions;
import dev.cirrus.testsupport.FaultyProxy;
import dev.cirrus.testsupport.LocalAwsExtension;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

@ExtendWith(LocalAwsExtension.class)
final class DynamoLedgerTest extends LedgerContract {
  private final AwsEnvironment cloud;
  private final String table;

  DynamoLedgerTest(AwsEnvironment cloud, StackResources resources) {
    super(clock -> new DynamoLedger(cloud.dynamoDb(), resources.ref("LedgerTable"), clock), 24);
    this.cloud = cloud;
    this.table = resources.ref("LedgerTable");
  }

  @Test
  void aPageOfCorrectionsReadsNoMoreEntriesThanItMayReturn() {
    Instant now = Instant.parse("2039-11-12T12:00:00Z");
    TestPredictions predictions = new TestPredictions(26);
    String owner = predictions.owner();
    List<QueryRequest> queries = new ArrayList<>();
    try (DynamoDbClient client = cloud.dynamoDb()) {
      DynamoDbClient spied =
          (DynamoDbClient)
              Proxy.newProxyInstance(
                  DynamoDbClient.class.getClassLoader(),
                  new Class<?>[] {DynamoDbClient.class},
                  (proxy, method, values) -> {
                    if (values[0] instanceof QueryRequest query) {
                      queries.add(query);
                    }
                    return method.invoke(client, values);
                  });
      DynamoLedger ledger = new DynamoLedger(spied, table, InstantSource.fixed(now));
      for (int i = 0; i < 3; i++) {
        Prediction prediction = predictions.at(now).owner(owner).digits(7).build();
        ledger.record(prediction, now.plusSeconds(3600));
        ledger.correct(owner, prediction.id(), Labels.forAll(1));
      }
      ledger.page(owner, Ledger.Selection.CORRECTED, null, 2);
    }
    assertEquals(List.of(3), queries.stream().map(QueryRequest::limit).toList());
  }

  @Test
  void countsAreKeptAsLongAsTheyAreCompared() {
    Instant now = Instant.parse("2039-11-10T12:00:00Z");
    TestPredictions predictions = new TestPredictions(25);
    Prediction prediction = predictions.at(now).owner(predictions.owner()).digits(7).build();
    try (DynamoDbClient client = cloud.dynamoDb()) {
      new DynamoLedger(client, table, InstantSource.fixed(now))
          .record(prediction, now.plusSeconds(3600));
      List<String> expiries =
          IntStream.range(0, 8)
              .mapToObj(shard -> DayCountItems.id(LocalDate.of(2039, 11, 10), shard))
              .map(id ->
                  client.getItem(
                      get -> get.tableName(table).key(Map.of("id", LedgerItems.text(id)))))
              .filter(GetItemResponse::hasItem)
              .map(found -> LedgerItems.value(found.item(), LedgerItems.EXPIRES).n())
              .toList();
      // Last compared on the 25th.
      long expires = Instant.parse("2039-11-28T00:00:00Z").getEpochSecond();
      assertEquals(List.of(Long.toString(expires)), expiries);
    }
  }

  @Test
  void aWriteWithALostResponseCountsOnce() throws IOException {
    Instant now = Instant.parse("2039-12-24T12:00:00Z");
    TestPredictions predictions = new TestPredictions(24);
    String owner = predictions.owner();
    Prediction prediction = predictions.at(now).owner(owner).digits(7).build();
    try (FaultyProxy proxy = new FaultyProxy(cloud.endpoint(AwsService.DYNAMODB));
        DynamoDbClient lossy = cloud.withEndpoint(proxy.endpoint()).dynamoDb()) {
      Ledger ledger = new DynamoLedger(lossy, table, InstantSource.fixed(now));

      proxy.loseNextResponse();
      ledger.record(prediction, now.plusSeconds(3600));
      proxy.loseNextResponse();
      assertInstanceOf(
          CorrectionResult.Corrected.class,
          ledger.correct(owner, prediction.id(), Labels.forAll(1)));

      DayCounts day =
          ledger.days(LocalDate.of(2039, 12, 24), LocalDate.of(2039, 12, 24)).getFirst();
      assertEquals(1L, day.digits().get(7));
      assertEquals(1L, day.corrections());
      assertTrue(proxy.connections() > 2, "expected two lost responses");
    }
  }
}
