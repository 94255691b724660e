package dev.cirrus.simulation.world;

import java.util.SplittableRandom;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.jspecify.annotations.Nullable;

/**
 * A flow of control. It runs on the one thread of the simulation until it waits, and the world
 * decides when it continues; a task that is never continued has crashed.
 *
 * <p>Its random numbers depend on the seed and its name only, so that removing a task changes no
 * other.
 */
public final class Task {
  private static final ContinuationScope SCOPE = new ContinuationScope("simulation");

  private final String name;
  private final SplittableRandom random;
  private final Continuation continuation;
  private final @Nullable ExecutionEnvironment environment;
  private int waits;
  private int calls;

  Task(
      String name,
      SplittableRandom random,
      @Nullable ExecutionEnvironment environment,
      Runnable body) {
    this.name = name;
    this.random = random;
    this.environment = environment;
    this.continuation = new Continuation(SCOPE, body);
  }

  public String name() {
    return name;
  }

  public SplittableRandom random() {
    return random;
  }

  /** Returns the function's process in which the task runs, or null if it runs in none. */
  public @Nullable ExecutionEnvironment environment() {
    return environment;
  }

  /** Returns the number of the current wait; a wake-up for an earlier one has no effect. */
  int waits() {
    return waits;
  }

  /** Returns an id for the next call of this task in which a fault may happen. */
  String nextCall() {
    calls++;
    return name + "." + calls;
  }

  void resume() {
    waits++;
    continuation.run();
  }

  static void suspend() {
    Continuation.yield(SCOPE);
  }
}
