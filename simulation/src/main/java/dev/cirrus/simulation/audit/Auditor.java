package dev.cirrus.simulation.audit;

import dev.cirrus.simulation.aws.SimulatedDynamoDb.Change;
import dev.cirrus.simulation.world.World;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Observes what is acknowledged and stored, and finds the first broken promise. */
public final class Auditor {
  /** Exceptions that no fault of a service explains. */
  private static final Pattern BUG =
      Pattern.compile(
          "(NullPointer|ClassCast|IndexOutOfBounds|NoSuchElement|ConcurrentModification"
              + "|IllegalArgument|UnsupportedOperation)Exception|AssertionError");

  private final World world;
  private final LedgerAudit ledger;
  private final RunAudit runs;
  private @Nullable Violation violation;

  public Auditor(World world) {
    this.world = world;
    this.ledger = new LedgerAudit(world::now, this::report);
    this.runs = new RunAudit(this::report);
  }

  private void report(Promise promise, String how) {
    if (violation == null) {
      violation = new Violation(promise, how);
      world.trace("BROKEN: " + violation);
    }
  }

  public LedgerAudit ledger() {
    return ledger;
  }

  public RunAudit runs() {
    return runs;
  }

  /** Called for each change of the ledger's and the runs' tables. */
  public void changed(Change change, String ledgerTable) {
    if (change.table().equals(ledgerTable)) {
      ledger.changed(change);
    } else {
      runs.changed(change);
    }
  }

  /** Called for each line that a function logs. */
  public void logged(String line) {
    if (line.contains("\"level\":\"ERROR\"") && BUG.matcher(line).find()) {
      report(Promise.NO_BUG, "a function logged " + line);
    }
  }

  /** Called for each exception that ends an invocation. */
  public void thrown(RuntimeException e) {
    if (BUG.matcher(e.toString()).find()) {
      report(Promise.NO_BUG, "a function threw " + e + " at " + List.of(e.getStackTrace()));
    }
  }

  /** Returns the first promise that was broken. */
  public Optional<Violation> violation() {
    return Optional.ofNullable(violation);
  }
}
