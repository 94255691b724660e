package dev.cirrus.simulation.audit;

import static java.util.Objects.requireNonNull;

import dev.cirrus.models.ModelPointer;
import dev.cirrus.simulation.aws.SimulatedDynamoDb.Change;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks the promises about training runs and models. */
public final class RunAudit {
  private static final String CANCELLED = "cancelled";
  private static final Set<String> OPEN = Set.of("queued", "running", "gate");
  private static final Set<String> ENDED_WITHOUT_MODEL = Set.of("refused", CANCELLED, "failed");
  private static final String CANDIDATE = "candidate-";

  private final LedgerAudit.Report report;
  private final Map<String, String> states = new HashMap<>();
  private final Set<String> passed = new HashSet<>();
  private @Nullable String pointer;

  RunAudit(LedgerAudit.Report report) {
    this.report = report;
  }

  /** Returns the version of a run's candidate. */
  public static String candidate(String run) {
    return CANDIDATE + run;
  }

  /** Called with the gate's result for a candidate. */
  public void evaluated(String version, boolean isGood) {
    if (isGood) {
      passed.add(version);
    }
  }

  /** Called for each pointer that is written. */
  public void pointerWritten(ModelPointer to) {
    pointer = to.version();
    if (pointer.startsWith(CANDIDATE) && !passed.contains(pointer)) {
      report.broken(Promise.POINTER, "it names " + pointer + ", which has not passed");
    }
    checkPointer();
  }

  void changed(Change change) {
    Map<String, AttributeValue> item = change.after();
    if (item == null || !item.containsKey("state")) {
      return;
    }
    AttributeValue name = requireNonNull(requireNonNull(item.get("state")).m().get("name"));
    String before = states.put(change.id(), name.s());
    if (CANCELLED.equals(before) && !CANCELLED.equals(name.s())) {
      report.broken(Promise.CANCELLED, change.id() + " is " + name.s());
    }
    if (states.values().stream().filter(OPEN::contains).count() > 1) {
      report.broken(Promise.ONE_RUN, "two are open: " + states);
    }
    checkPointer();
  }

  private void checkPointer() {
    states.forEach((run, state) -> {
      if (candidate(run).equals(pointer) && ENDED_WITHOUT_MODEL.contains(state)) {
        report.broken(Promise.POINTER, "it names " + pointer + ", whose run is " + state);
      }
    });
  }

  /** Called if the lock is still held long after everything settled. */
  public void lockLeftBehind() {
    report.broken(Promise.UNLOCKED, "a day later it is still held: " + states);
  }
}
