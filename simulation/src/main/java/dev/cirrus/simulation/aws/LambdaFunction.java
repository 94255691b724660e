package dev.cirrus.simulation.aws;

import dev.cirrus.simulation.world.ExecutionEnvironment;
import dev.cirrus.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A Lambda function: its invocations run in processes that are restored from one snapshot, frozen
 * between invocations, and stopped when an invocation takes too long or at any time.
 *
 * @param <H> the type of the handler
 */
public final class LambdaFunction<H> {
  private static final int MAX_CLOCK_ERROR_SECONDS = 600;

  private final World world;
  private final String name;
  private final Duration timeout;
  private final Function<ExecutionEnvironment, H> handlers;
  private final List<Instance<H>> processes = new ArrayList<>();
  private int restored;

  private record Instance<H>(ExecutionEnvironment environment, H handler) {}

  /** An invocation with the time that it has left. */
  public record Invocation<H>(H handler, Instant deadline) {}

  /**
   * @param handlers restores the function's handler in a new process
   */
  public LambdaFunction(
      World world, String name, Duration timeout, Function<ExecutionEnvironment, H> handlers) {
    this.world = world;
    this.name = name;
    this.timeout = timeout;
    this.handlers = handlers;
  }

  /**
   * Invokes the function in a task.
   *
   * @param call calls the handler and delivers the response
   * @param failed called if the process ends before the response
   */
  public void invoke(String task, Consumer<Invocation<H>> call, Runnable failed) {
    Instance<H> process = process(world.random(task + " process"));
    ExecutionEnvironment environment = process.environment;
    boolean[] done = new boolean[1];
    environment.thaw(failed);
    world.start(
        task,
        environment,
        () -> {
          call.accept(new Invocation<>(process.handler, world.now().plus(timeout)));
          done[0] = true;
          environment.freeze();
        });
    world.schedule(
        timeout,
        () -> {
          if (!done[0]) {
            environment.stop("timeout");
          }
        });
  }

  private Instance<H> process(SplittableRandom random) {
    processes.removeIf(process -> process.environment.isStopped());
    List<Instance<H>> idle =
        processes.stream().filter(process -> process.environment.isFrozen()).toList();
    int choice = random.nextInt(idle.size() + 1);
    if (choice < idle.size()) {
      return idle.get(choice);
    }
    ExecutionEnvironment environment = world.environment(name + "-" + ++restored);
    Instance<H> process = new Instance<>(environment, handlers.apply(environment));
    processes.add(process);
    return process;
  }

  /** Ends an idle process, as Lambda does at any time. */
  public void stopIdle(SplittableRandom random) {
    processes.stream()
        .map(Instance::environment)
        .filter(ExecutionEnvironment::isFrozen)
        .skip(random.nextInt(2))
        .findFirst()
        .ifPresent(environment -> environment.stop("it is no longer needed"));
  }

  /** Changes the errors of the clocks of all processes. */
  public void skewClocks(SplittableRandom random) {
    for (Instance<H> process : processes) {
      process.environment.setClockError(
          Duration.ofSeconds(
              random.nextInt(-MAX_CLOCK_ERROR_SECONDS, MAX_CLOCK_ERROR_SECONDS + 1)));
    }
  }
}
