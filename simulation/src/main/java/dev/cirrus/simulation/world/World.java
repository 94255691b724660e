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
 * The time of a simulation and everything that is still to happen in it. One thread takes one event
 * after the other, so that a seed determines every interleaving.
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

  /** Starts a task at once, after what else happens now. */
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

  /** Lets the current task wait, unless {@link #wake} continues it earlier. */
  public void sleep(Duration time) {
    Task task = current();
    // The wait that begins now is the one that the next resume ends.
    int wait = task.waits();
    schedule(time, () -> resume(task, wait));
    Task.suspend();
  }

  /** Continues a task that sleeps. */
  public void wake(Task task) {
    int wait = task.waits();
    schedule(Duration.ZERO, () -> resume(task, wait));
  }

  /** Ends the current task, in the middle of whatever it does. */
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

  /** Lets everything happen that is to happen. */
  public void run() {
    for (Event next = events.poll(); next != null; next = events.poll()) {
      micros = next.micros();
      next.action().run();
    }
  }

  /** From now on nothing goes wrong. */
  public void endFaults() {
    faultsHappen = false;
  }

  /**
   * Decides what goes wrong with the current task's next call.
   *
   * @param possible the faults that are possible here
   */
  public Fault fault(List<Fault> possible) {
    Task task = current();
    String id = task.nextCall();
    // Drawn in any case, so that leaving out a fault does not change the others.
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

  /** Notes what happens now. */
  public void trace(String what) {
    trace.add(new Line(micros, current == null ? "" : current.name(), what));
  }

  /** Returns what has happened, a line each. */
  public List<String> trace() {
    return trace.stream().map(Line::toString).toList();
  }
}
