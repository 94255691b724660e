package dev.cirrus.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.ledger.Ledger.Recording;
import dev.cirrus.ledger.Ledger.Selection;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.TestPredictions;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AwsStubTest {
  private final String owner = new TestPredictions(1).owner();

  @Test
  void everyOperationOfTheLedgerSucceeds() {
    Prediction prediction = AwsStub.prediction(owner);
    LocalDate day = LocalDate.of(2026, 1, 1);
    try (AwsStub aws = AwsStub.open(owner)) {
      Ledger ledger = aws.ledger();
      assertEquals(Recording.NEW, ledger.record(prediction, prediction.time().plusSeconds(1_000)));
      assertEquals(prediction, ledger.find(owner, prediction.id()).orElseThrow().prediction());
      assertEquals(1, ledger.page(owner, Selection.ALL, null, 20).entries().size());
      assertEquals(1, ledger.page(owner, Selection.CORRECTED, null, 20).entries().size());
      assertInstanceOf(
          CorrectionResult.Corrected.class,
          ledger.correct(owner, prediction.id(), Labels.forAll(1)));
      assertTrue(ledger.delete(owner, prediction.id()));
      assertEquals(List.of(DayCounts.none(day)), ledger.days(day, day));
    }
  }
}
