package dev.cirrus.simulation.aws;

import dev.cirrus.simulation.world.ExecutionEnvironment;
import dev.cirrus.simulation.world.Fault;
import dev.cirrus.simulation.world.Task;
import dev.cirrus.simulation.world.World;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Delivers calls to a service, with faults on the way, as the SDK's client sees them. */
final class Network {
  private static final List<Fault> FAULTS =
      Arrays.stream(Fault.values()).filter(fault -> fault != Fault.NONE).toList();

  /** Lambda's limit for an invocation. */
  private static final Duration MAX_INVOCATION = Duration.ofMinutes(15);

  private static final int MIN_LATENCY_MICROS = 500;
  private static final int MAX_LATENCY_MICROS = 12_000;

  private final World world;
  private final String service;
  private final Duration timeout;

  /**
   * @param timeout after which the SDK's client gives up a call with all its attempts
   */
  Network(World world, String service, Duration timeout) {
    this.world = world;
    this.service = service;
    this.timeout = timeout;
  }

  /**
   * Makes a call.
   *
   * @param operation for the trace
   * @param execution what the service does, at one moment
   * @param rejection what it throws if it rejects the call
   */
  <T> T call(String operation, Supplier<T> execution, Supplier<RuntimeException> rejection) {
    Task task = world.current();
    Duration there = latency(task);
    Duration back = latency(task);
    long late = task.random().nextLong(timeout.toMillis());
    Fault fault = world.fault(FAULTS);
    String what = service + " " + operation;
    if (fault == Fault.CRASH_BEFORE) {
      crash(task, "before " + what);
    }
    world.sleep(there);
    Supplier<T> execute = () -> execute(what, execution);
    return switch (fault) {
      case NONE, CRASH_BEFORE -> respond(execute, back);
      case SLOW -> respond(execute, timeout.minusMillis(late / 10).minus(there).minus(back));
      case REJECTED -> {
        world.trace(what + " is rejected");
        world.sleep(back);
        throw rejection.get();
      }
      case REQUEST_LOST -> throw timedOut(what);
      case RESPONSE_LOST -> {
        ignoringResult(execute);
        throw timedOut(what);
      }
      case RETRIED -> {
        ignoringResult(execute);
        world.sleep(timeout.dividedBy(2));
        yield respond(execute, back);
      }
      case LATE -> {
        world.schedule(timeout.plusMillis(late), () -> ignoringResult(execute));
        throw timedOut(what);
      }
      case OVERTAKEN -> {
        world.schedule(timeout.plusMillis(late), () -> ignoringResult(execute));
        world.sleep(timeout.dividedBy(2));
        yield respond(execute, back);
      }
      case STALLED -> {
        ignoringResult(execute);
        world.sleep(MAX_INVOCATION);
        throw timedOut(what);
      }
      case CRASH_AFTER -> {
        ignoringResult(execute);
        crash(task, "after " + what);
        throw new AssertionError("a crashed task does not continue");
      }
    };
  }

  private <T> T execute(String what, Supplier<T> execution) {
    try {
      T result = execution.get();
      world.trace(what);
      return result;
    } catch (RuntimeException e) {
      world.trace(what + ": " + e.getClass().getSimpleName());
      throw e;
    }
  }

  private <T> T respond(Supplier<T> execution, Duration back) {
    T result;
    try {
      result = execution.get();
    } catch (RuntimeException e) {
      world.sleep(back);
      throw e;
    }
    world.sleep(back);
    return result;
  }

  private static void ignoringResult(Supplier<?> execution) {
    try {
      var _ = execution.get();
    } catch (RuntimeException refused) {
      // The response is lost, so the caller never sees it.
      return;
    }
  }

  private RuntimeException timedOut(String what) {
    world.sleep(timeout);
    world.trace(what + " times out");
    return ApiCallTimeoutException.create(timeout.toMillis());
  }

  private static void crash(Task task, String when) {
    @Nullable ExecutionEnvironment environment = task.environment();
    if (environment == null) {
      throw new IllegalStateException("expected a task of a function");
    }
    environment.stop("crash " + when);
    World.abandon();
  }

  private static Duration latency(Task task) {
    return Duration.ofNanos(1_000L * task.random().nextInt(MIN_LATENCY_MICROS, MAX_LATENCY_MICROS));
  }
}
