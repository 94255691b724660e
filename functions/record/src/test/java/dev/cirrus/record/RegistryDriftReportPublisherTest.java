package dev.cirrus.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cirrus.ledger.DriftReport;
import dev.cirrus.models.InMemoryModelRegistry;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RegistryDriftReportPublisherTest {
  @Test
  void theLastDriftIsWrittenToTheRegistry() {
    InMemoryModelRegistry registry = new InMemoryModelRegistry();
    DriftReportPublisher publisher = new RegistryDriftReportPublisher(registry);
    publisher.publish(new DriftReport(LocalDate.of(2026, 11, 20), 1, 1, 0, 0, 0, 0, 0));
    publisher.publish(
        new DriftReport(LocalDate.of(2026, 11, 21), 1000, 9000, 0.1, 0.25, 0.05, 0.02, 0.01));
    assertEquals(
        Optional.of(
            "{\"shifted\":true,\"reasons\":[\"The model is unsure of 25.0 % of the digits,"
                + " up from 5.0 %.\"],\"day\":\"2026-11-21\",\"score\":2.0,\"digits\":1000,"
                + "\"digitsBefore\":9000,\"shift\":0.1,\"unsure\":0.25,\"unsureBefore\":0.05,"
                + "\"corrections\":0.02,\"correctionsBefore\":0.01}"),
        registry.driftReport());
  }
}
