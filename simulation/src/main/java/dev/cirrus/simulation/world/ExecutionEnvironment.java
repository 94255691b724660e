package dev.cirrus.simulation.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process of a Lambda function. It is frozen between invocations, so that tasks which an
 * invocation leaves behind continue during the next one or never. It has its own clock, which may
 * be wrong.
 */
public final class ExecutionEnvironment {
  private final World world;
  private final String name;
  private final List<Runnable> frozen = new ArrayList<>();
  private Duration clockError = Duration.ZERO;
  private State state = State.RUNNING;
  private @Nullable Runnable onStop;

  private enum State {
    RUNNING,
    FROZEN,
    STOPPED
  }

  ExecutionEnvironment(World world, String name) {
    this.world = world;
    this.name = name;
  }

  public String name() {
    return name;
  }

  public boolean isFrozen() {
    return state == State.FROZEN;
  }

  /**
   * Starts an invocation.
   *
   * @param stopped called if the process ends before the invocation does
   */
  public void thaw(Runnable stopped) {
    state = State.RUNNING;
    onStop = stopped;
    List<Runnable> waiting = List.copyOf(frozen);
    frozen.clear();
    waiting.forEach(task -> world.schedule(Duration.ZERO, task));
  }

  /** Ends an invocation. */
  public void freeze() {
    state = State.FROZEN;
    onStop = null;
  }

  /** Ends the process: none of its tasks continues. */
  public void stop(String reason) {
    if (state == State.STOPPED) {
      return;
    }
    world.trace(name + " stops: " + reason);
    state = State.STOPPED;
    Runnable interrupted = onStop;
    if (interrupted != null) {
      interrupted.run();
    }
  }

  public boolean isStopped() {
    return state == State.STOPPED;
  }

  /** Sets the difference between the process's clock and the right time. */
  public void setClockError(Duration error) {
    clockError = error;
  }

  /** Returns the process's own clock. */
  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return world.now().plus(clockError);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  /** Returns whether a task may continue now; if the process is frozen, it continues later. */
  boolean admits(Runnable continued) {
    if (state == State.FROZEN) {
      frozen.add(continued);
    }
    return state == State.RUNNING;
  }
}
