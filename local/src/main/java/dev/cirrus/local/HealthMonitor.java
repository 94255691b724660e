package dev.cirrus.local;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks the parts of the local system at intervals, so that {@code GET /health} does not wait for
 * them.
 */
final class HealthMonitor implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Map<String, Runnable> checks;
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final ScheduledExecutorService schedule;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HealthMonitor(Map<String, Runnable> checks) {
    this.checks = Map.copyOf(checks);
    this.schedule = Executors.newScheduledThreadPool(checks.size(), Thread.ofVirtual().factory());
  }

  /**
   * Creates a monitor.
   *
   * @param checks the checks by the name of the part; each throws if the part does not answer
   */
  static HealthMonitor start(Map<String, Runnable> checks, Duration interval) {
    HealthMonitor monitor = new HealthMonitor(checks);
    checks
        .keySet()
        .forEach(part -> {
          // The parts have just been started.
          monitor.states.put(part, "ok");
          var _ =
              monitor.schedule.scheduleWithFixedDelay(
                  () -> monitor.check(part),
                  interval.toMillis(),
                  interval.toMillis(),
                  TimeUnit.MILLISECONDS);
        });
    return monitor;
  }

  /** Returns the state of each part: {@code ok} or {@code failed}. */
  Map<String, String> states() {
    return Map.copyOf(states);
  }

  private void check(String part) {
    Future<?> check = threads.submit(checks.get(part));
    try {
      check.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      states.put(part, "ok");
    } catch (ExecutionException | TimeoutException e) {
      check.cancel(true);
      if (!"failed".equals(states.put(part, "failed"))) {
        System.err.println("cirrus: " + part + " does not answer: " + e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
    threads.shutdownNow();
  }
}
