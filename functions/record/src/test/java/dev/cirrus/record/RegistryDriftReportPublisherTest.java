package dev.cirrus.record;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cirrus.ledger.DayCounts;
import dev.cirrus.ledger.DriftReport;
import dev.cirrus.models.InMemoryModelRegistry;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RegistryDriftReportPublisherTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);

  @Test
  void theLastDriftIsWrittenToTheRegistry() {
    InMemoryModelRegistry registry = new InMemoryModelRegistry();
    DriftReportPublisher publisher = new RegistryDriftReportPublisher(registry);
    DayCounts before = new DayCounts(DAY, Collections.nCopies(10, 900L), 450, 90);
    publisher.publish(new DriftReport(DayCounts.none(DAY.minusDays(1)), before, List.of()));
    List<Long> moreZeros = List.of(200L, 0L, 100L, 100L, 100L, 100L, 100L, 100L, 100L, 100L);
    DayCounts recent = new DayCounts(DAY, moreZeros, 250, 20);
    publisher.publish(new DriftReport(recent, before, List.of(recent)));
    assertEquals(
        json(
            """
            {
              "shifted": true,
              "reasons": ["The model is unsure of 25.0 % of the digits, up from 5.0 %."],
              "day": "2026-11-21",
              "score": 2.0,
              "digits": 1000,
              "digitsBefore": 9000,
              "shift": 0.1,
              "unsure": 0.25,
              "unsureBefore": 0.05,
              "corrections": 0.02,
              "correctionsBefore": 0.01,
              "days": [
                {"day": "2026-11-21", "digits": 1000, "unsure": 250, "corrections": 20}
              ]
            }
            """),
        json(registry.driftReport().orElseThrow()));
  }
}
