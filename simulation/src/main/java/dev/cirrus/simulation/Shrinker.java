package dev.cirrus.simulation;

import dev.cirrus.simulation.audit.Violation;
import dev.cirrus.simulation.system.History;
import dev.cirrus.simulation.world.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Removes events and faults from a failing history while it still breaks the same promise. */
final class Shrinker {
  private final Function<Plan, History> run;

  Shrinker(Function<Plan, History> run) {
    this.run = run;
  }

  /** Returns a failing history that needs each of its events and faults to fail. */
  History shrink(History failing) {
    History smallest = failing;
    for (boolean isSmaller = true; isSmaller; ) {
      History before = smallest;
      History fewerEvents = reduce(before, before.events(), Plan::withEvents);
      smallest = reduce(fewerEvents, fewerEvents.faults(), Plan::withFaults);
      isSmaller = size(smallest) < size(before);
    }
    return smallest;
  }

  private static int size(History history) {
    return history.events().size() + history.faults().size();
  }

  private interface Keep<T> {
    Plan keep(Plan plan, Set<T> kept);
  }

  /** Removes as many parts as possible: first half of them at once, finally one by one. */
  private <T> History reduce(History failing, List<T> parts, Keep<T> keep) {
    History smallest = failing;
    List<T> kept = new ArrayList<>(parts);
    for (int size = Math.max(1, kept.size() / 2); ; size /= 2) {
      for (int from = 0; from < kept.size(); ) {
        List<T> fewer = new ArrayList<>(kept);
        fewer.subList(from, Math.min(kept.size(), from + size)).clear();
        History tried = run.apply(keep.keep(smallest.plan(), new HashSet<>(fewer)));
        if (breaksSamePromise(tried, failing)) {
          smallest = tried;
          kept = fewer;
        } else {
          from += size;
        }
      }
      if (size == 1) {
        return smallest;
      }
    }
  }

  private static boolean breaksSamePromise(History tried, History failing) {
    return tried
        .violation()
        .map(Violation::promise)
        .equals(failing.violation().map(Violation::promise));
  }
}
