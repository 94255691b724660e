package dev.cirrus.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The clock, the scheduled events and the faults of a simulation. One thread runs the events one by
 * one, so that the seed determines every interleaving.
 */
public final class World {
  private static final Instant START = Instant.parse("2026-01-02T00:00:00Z");
  private static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::micros).thenComparingLong(Event::number);

  private final Plan plan;
  private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
  private final List<Line> trace = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final Instant start;
  private final double faultRate;
  private boolean faultsHappen = true;
  private long micros;
  private long scheduled;
  private @Nullable Task current;

  private record Event(long micros, long number, Runnable action) {}

  private record Line(long micros, String task, String what) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%12.3f s  %-14s %s", micros / 1e6, task, what);
    }
  }

  public World(Plan plan) {
    this.plan = plan;
    SplittableRandom random = random("world");
    // Some histories have no faults, some many; some begin shortly before midnight.
    this.faultRate = List.of(0.0, 0.02, 0.08, 0.25).get(random.nextInt(4));
    this.start = START.plusSeconds(random.nextInt(3) == 0 ? 86_395 : random.nextInt(86_400));
  }

  public Instant now() {
    return start.plusNanos(micros * 1_000);
  }

  /** Returns random numbers that depend on the seed and this name only. */
  public SplittableRandom random(String name) {
    return new SplittableRandom(
        31 * (plan.seed() * 0x9E3779B97F4A7C15L + name.hashCode()) + name.length());
  }

  /** Starts a process of a function. */
  public ExecutionEnvironment environment(String name) {
    return new ExecutionEnvironment(this, name);
  }

  public void schedule(Duration delay, Runnable action) {
    events.add(new Event(micros + delay.toNanos() / 1_000, scheduled++, action));
  }

  /** Starts a task now, after the events that are already scheduled for now. */
  public void start(String name, @Nullable ExecutionEnvironment environment, Runnable body) {
    Task task = new Task(name, random(name), environment, body);
    schedule(Duration.ZERO, () -> resume(task, task.waits()));
  }

  /** Returns the task that is running. */
  public Task current() {
    if (current == null) {
      throw new IllegalStateException("expected to be called by a task");
    }
    return current;
  }

  /** Suspends the current task for this time, or until {@link #wake} continues it. */
  public void sleep(Duration time) {
    Task task = current();
    // The wait that begins now is the one that the next resume ends.
    int wait = task.waits();
    schedule(time, () -> resume(task, wait));
    Task.suspend();
  }

  /** Continues a sleeping task. */
  public void wake(Task task) {
    int wait = task.waits();
    schedule(Duration.ZERO, () -> resume(task, wait));
  }

  /** Ends the current task wherever it is. */
  public static void abandon() {
    Task.suspend();
  }

  private void resume(Task task, int wait) {
    if (task.waits() != wait) {
      return;
    }
    ExecutionEnvironment environment = task.environment();
    if (environment != null && !environment.admits(() -> resume(task, wait))) {
      return;
    }
    current = task;
    try {
      task.resume();
    } finally {
      current = null;
    }
  }

  /** Runs all events, including those that they schedule. */
  public void run() {
    for (Event next = events.poll(); next != null; next = events.poll()) {
      micros = next.micros();
      next.action().run();
    }
  }

  /** Ends the faults: all calls succeed from now on. */
  public void endFaults() {
    faultsHappen = false;
  }

  /**
   * Returns the fault of the current task's next call, or none.
   *
   * @param possible the faults that are possible here
   */
  public Fault fault(List<Fault> possible) {
    Task task = current();
    String id = task.nextCall();
    // Drawn in any case, so that removing a fault does not change the others.
    boolean happens = task.random().nextDouble() < faultRate;
    Fault fault = possible.get(task.random().nextInt(possible.size()));
    if (!happens || !faultsHappen || !plan.includesFault(id)) {
      return Fault.NONE;
    }
    faults.add(id);
    trace("fault " + id + ": " + fault);
    return fault;
  }

  /** Returns the ids of the faults that have happened. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** Adds a line to the trace. */
  public void trace(String what) {
    trace.add(new Line(micros, current == null ? "" : current.name(), what));
  }

  /** Returns the lines of the trace. */
  public List<String> trace() {
    return trace.stream().map(Line::toString).toList();
  }
}
