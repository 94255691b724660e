package dev.cirrus.simulation.world;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Determines a history: everything in it follows from the seed. A plan that was shrunk keeps only
 * some of the events and faults.
 *
 * @param events the numbers of the events that happen, or null for all
 * @param faults the ids of the faults that happen, or null for all
 */
public record Plan(
    long seed, @Nullable SortedSet<Integer> events, @Nullable SortedSet<String> faults) {
  public static Plan of(long seed) {
    return new Plan(seed, null, null);
  }

  public Plan withEvents(Set<Integer> kept) {
    return new Plan(seed, new TreeSet<>(kept), faults);
  }

  public Plan withFaults(Set<String> kept) {
    return new Plan(seed, events, new TreeSet<>(kept));
  }

  public boolean includesEvent(int number) {
    return events == null || events.contains(number);
  }

  boolean includesFault(String id) {
    return faults == null || faults.contains(id);
  }

  /** Returns the command that repeats the history. */
  public String command() {
    StringBuilder command = new StringBuilder("./cirrus simulate --seed ").append(seed);
    if (events != null) {
      command.append(" --events ").append(list(events));
    }
    if (faults != null) {
      command.append(" --faults ").append(list(faults));
    }
    return command.toString();
  }

  private static String list(Set<?> values) {
    return values.isEmpty()
        ? "none"
        : String.join(",", values.stream().map(Object::toString).toList());
  }
}
