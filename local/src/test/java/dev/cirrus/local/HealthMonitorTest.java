package dev.cirrus.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class HealthMonitorTest {
  private static void await(HealthMonitor monitor, Map<String, String> expected)
      throws InterruptedException {
    while (!monitor.states().equals(expected)) {
      Thread.sleep(Duration.ofMillis(2));
    }
  }

  @Test
  void aPartThatFailsIsReportedUntilItWorksAgain() throws Exception {
    AtomicBoolean fails = new AtomicBoolean();
    try (HealthMonitor monitor =
        HealthMonitor.start(
            Map.of(
                "queue",
                () -> {
                  if (fails.get()) {
                    throw new IllegalStateException("gone");
                  }
                },
                "ledger",
                () -> {}),
            Duration.ofMillis(1))) {
      assertEquals(Map.of("queue", "ok", "ledger", "ok"), monitor.states());
      fails.set(true);
      await(monitor, Map.of("queue", "failed", "ledger", "ok"));
      fails.set(false);
      await(monitor, Map.of("queue", "ok", "ledger", "ok"));
    }
  }

  @Test
  void reportsAnUnresponsivePartWithoutDelayingOthers() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch checkedOften = new CountDownLatch(20);
    try (HealthMonitor monitor =
        HealthMonitor.start(
            Map.of(
                "queue",
                () -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "ledger",
                checkedOften::countDown),
            Duration.ofMillis(1))) {
      checkedOften.await();
      await(monitor, Map.of("queue", "failed", "ledger", "ok"));
    }
  }
}
