package dev.cirrus.simulation.system;

import dev.cirrus.simulation.audit.Auditor;
import dev.cirrus.simulation.audit.Violation;
import dev.cirrus.simulation.world.Plan;
import dev.cirrus.simulation.world.World;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A simulated history: callers act while faults happen, then everything settles, and the auditor
 * checks the result.
 *
 * @param events the numbers of the events that happened
 * @param faults the ids of the faults that happened
 * @param violation the first promise that was broken
 */
public record History(
    Plan plan,
    List<Integer> events,
    List<String> faults,
    Optional<Violation> violation,
    List<String> trace) {
  private static final int MAX_EVENTS = 24;
  private static final int HOURS_TO_SETTLE = 24;

  /** How long the events of a history take: bursts for conflicts, hours for training runs. */
  private static final List<Duration> SPANS =
      List.of(Duration.ofMillis(300), Duration.ofSeconds(20), Duration.ofHours(3));

  /** Simulates a history. */
  public static History of(Plan plan, StackLimits limits, Adapters adapters) {
    World world = new World(plan);
    Auditor auditor = new Auditor(world);
    Cirrus cirrus = new Cirrus(world, auditor, adapters, limits);
    Callers callers = new Callers(world, cirrus, auditor.ledger());
    SplittableRandom random = world.random("history");
    Duration span = SPANS.get(random.nextInt(SPANS.size()));
    List<Integer> events =
        IntStream.range(0, random.nextInt(5, MAX_EVENTS))
            .filter(plan::includesEvent)
            .boxed()
            .toList();
    for (int event : events) {
      long delay = world.random("time of event" + event).nextLong(span.toMillis());
      world.schedule(Duration.ofMillis(delay), () -> callers.act(event));
    }
    for (int hour = 1; hour <= span.toHours(); hour++) {
      String task = "dead letters " + hour;
      world.schedule(Duration.ofHours(hour), () -> cirrus.recordDeadLetters(task));
    }
    world.schedule(span, world::endFaults);
    world.run();
    for (int hour = 0; cirrus.isLocked(); hour++) {
      if (hour == HOURS_TO_SETTLE) {
        auditor.runs().lockLeftBehind();
        break;
      }
      callers.continueRun("hour" + hour);
      world.schedule(Duration.ofHours(1), () -> {});
      world.run();
    }
    cirrus.recordDeadLetters("dead letters");
    world.run();
    callers.listAll();
    LocalDate today = LocalDate.ofInstant(world.now(), ZoneOffset.UTC);
    world.start(
        "audit",
        null,
        () -> {
          auditor.ledger().concludeDeadLetters(cirrus.deadLetters().bodies());
          // All of them are in the ledger now, so nothing is missing there.
          auditor
              .ledger()
              .conclude(List.of(), cirrus.ledger().days(today.minusDays(3), today.plusDays(1)));
        });
    world.run();
    return new History(plan, events, world.faults(), auditor.violation(), world.trace());
  }
}
