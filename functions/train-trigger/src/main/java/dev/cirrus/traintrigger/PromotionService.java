package dev.cirrus.traintrigger;

import dev.cirrus.models.ModelPointer;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.VersionedPointer;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunState.Passed;
import dev.cirrus.runs.RunState.Promoted;
import dev.cirrus.runs.RunStore;
import java.time.InstantSource;
import java.util.Optional;

/** What a person chooses: to let a model serve that passed the gate, or to go back to another. */
final class PromotionService {
  /** How many runs back it is known which model served before. */
  private static final int REMEMBERED = 1000;

  /** What came of a choice. */
  sealed interface Outcome {
    /** The pointer is there now. */
    record PointerMoved(ModelPointer to) implements Outcome {}

    /** It can't be done; the sentence says why. */
    record Rejected(String reason) implements Outcome {}
  }

  private final RunStore store;
  private final ModelRegistry models;
  private final InstantSource clock;

  PromotionService(RunStore store, ModelRegistry models, InstantSource clock) {
    this.store = store;
    this.models = models;
    this.clock = clock;
  }

  /** Lets a run's candidate serve, if it passed the gate and nothing has changed since. */
  Outcome promote(Run run) {
    if (run.state() instanceof Promoted done) {
      return new Outcome.PointerMoved(done.model());
    }
    if (!(run.state() instanceof Passed passed)) {
      return new Outcome.Rejected("The run has no candidate that passed the gate and waits.");
    }
    Optional<VersionedPointer> seen = models.current();
    boolean moved = seen.map(VersionedPointer::pointer).equals(Optional.of(passed.candidate()));
    if (!moved) {
      ModelPointer serves = models.serving().pointer();
      if (!serves.equals(passed.measuredAgainst())) {
        return new Outcome.Rejected(
            "Another model serves than the candidate was measured against: start a new run.");
      }
      if (!models.movePointer(seen, passed.candidate())) {
        return new Outcome.Rejected("The model changed at this very moment: look again.");
      }
    }
    store.write(
        run.withState(new Promoted(passed.candidate(), passed.measuredAgainst()), clock.instant()));
    return new Outcome.PointerMoved(passed.candidate());
  }

  /** Lets the model serve again that served before the current one. */
  Outcome rollBack() {
    Optional<VersionedPointer> seen = models.current();
    if (seen.isEmpty()) {
      return new Outcome.Rejected("The shipped model serves; there is none before it.");
    }
    ModelPointer serves = seen.get().pointer();
    Optional<ModelPointer> before =
        store.newest(REMEMBERED).stream()
            .flatMap(run ->
                run.state() instanceof Promoted p && p.model().equals(serves)
                    ? Optional.of(p.replaced()).stream()
                    : Optional.<ModelPointer>empty().stream())
            .findFirst();
    if (before.isEmpty()) {
      return new Outcome.Rejected(
          "No run let the current model serve, so it is not known what served before it.");
    }
    return models.movePointer(seen, before.get())
        ? new Outcome.PointerMoved(before.get())
        : new Outcome.Rejected("The model changed at this very moment: look again.");
  }
}
