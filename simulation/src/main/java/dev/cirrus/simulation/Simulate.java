package dev.cirrus.simulation;

import dev.cirrus.simulation.system.Adapters;
import dev.cirrus.simulation.system.History;
import dev.cirrus.simulation.system.StackLimits;
import dev.cirrus.simulation.world.Plan;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ./cirrus simulate}. */
@Command(
    name = "./cirrus simulate",
    description = "Simulates Cirrus on AWS with faults, and checks what it promises.",
    mixinStandardHelpOptions = true)
public final class Simulate implements Callable<Integer> {
  /** Histories are simulated in parallel, a block at a time, each in one thread. */
  private static final int BLOCK = 200;

  @Option(names = "--seed", description = "seed of the first history (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(names = "--histories", description = "number of histories, with consecutive seeds")
  private long histories = 1;

  @Option(names = "--events", description = "keep only these events: 1,2,3 or none")
  private @Nullable String events;

  @Option(names = "--faults", description = "keep only these faults, by id, or none")
  private @Nullable String faults;

  private Simulate() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Simulate()).execute(arguments));
  }

  /** Returns the failing history with the lowest seed, shrunk. */
  static Optional<History> firstFailure(
      long seed, long histories, StackLimits limits, Adapters adapters) {
    Shrinker shrinker = new Shrinker(plan -> History.of(plan, limits, adapters));
    for (long block = seed; block < seed + histories; block += BLOCK) {
      Optional<History> failing =
          LongStream.range(block, Math.min(block + BLOCK, seed + histories))
              .parallel()
              .mapToObj(each -> History.of(Plan.of(each), limits, adapters))
              .filter(history -> history.violation().isPresent())
              .findFirst();
      if (failing.isPresent()) {
        return failing.map(shrinker::shrink);
      }
    }
    return Optional.empty();
  }

  @Override
  public Integer call() throws IOException {
    StackLimits limits = StackLimits.read();
    if (histories == 1) {
      History history =
          History.of(new Plan(seed, numbers(events), ids(faults)), limits, Adapters.REAL);
      history.trace().forEach(System.out::println);
      System.out.println(
          history.violation().map(Object::toString).orElse("All promises were kept."));
      return history.violation().isPresent() ? 1 : 0;
    }
    long start = System.nanoTime();
    Optional<History> failure = firstFailure(seed, histories, limits, Adapters.REAL);
    if (failure.isPresent()) {
      failure.get().trace().forEach(System.out::println);
      System.out.println("Repeat it with: " + failure.get().plan().command());
      return 1;
    }
    System.out.printf(
        "%,d histories kept all promises (%.1f s).%n",
        histories, (System.nanoTime() - start) / 1e9);
    return 0;
  }

  private static @Nullable SortedSet<Integer> numbers(@Nullable String list) {
    SortedSet<String> ids = ids(list);
    return ids == null ? null : new TreeSet<>(ids.stream().map(Integer::valueOf).toList());
  }

  private static @Nullable SortedSet<String> ids(@Nullable String list) {
    if (list == null) {
      return null;
    }
    return list.equals("none") ? new TreeSet<>() : new TreeSet<>(Arrays.asList(list.split(",")));
  }
}
