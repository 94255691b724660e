package dev.cirrus.simulation.world;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs each command as a task of a function's process; its futures time out in simulated time. */
public final class TaskExecutor extends AbstractExecutorService {
  private final World world;
  private final ExecutionEnvironment environment;
  private final String name;

  /**
   * @param name of the commands, after the name of the task that executes them
   */
  public TaskExecutor(World world, ExecutionEnvironment environment, String name) {
    this.world = world;
    this.environment = environment;
    this.name = name;
  }

  @Override
  public void execute(Runnable command) {
    world.start(world.current().name() + "/" + name, environment, command);
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable command, T value) {
    return new TaskFuture<>(() -> {
      command.run();
      return value;
    });
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> command) {
    return new TaskFuture<>(command);
  }

  private final class TaskFuture<T> extends FutureTask<T> {
    private @Nullable Task waiting;

    TaskFuture(Callable<T> command) {
      super(command);
    }

    @Override
    public T get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      if (!isDone()) {
        waiting = world.current();
        world.sleep(Duration.of(timeout, unit.toChronoUnit()));
        waiting = null;
      }
      if (!isDone()) {
        throw new TimeoutException();
      }
      return get();
    }

    @Override
    protected void done() {
      if (waiting != null) {
        world.wake(waiting);
      }
    }
  }

  @Override
  public void shutdown() {
    throw new UnsupportedOperationException("a simulated process is stopped, not shut down");
  }

  @Override
  public List<Runnable> shutdownNow() {
    throw new UnsupportedOperationException("a simulated process is stopped, not shut down");
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
