package dev.cirrus.traintrigger;

import dev.cirrus.models.CorruptRegistryException;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.ShippedModel;
import dev.cirrus.models.VersionedPointer;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunState.Passed;
import dev.cirrus.runs.RunState.Promoted;
import dev.cirrus.runs.RunStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/** Promotes candidates that passed the gate and rolls back to earlier models, by hand. */
final class PromotionService {
  /** How many runs are searched for the model that served before. */
  private static final int SEARCHED_RUNS = 1000;

  private static final Outcome CONFLICT =
      new Outcome.Rejected("Another request changed the model at the same time: try again.");

  /** The result of a promotion or a rollback. */
  sealed interface Outcome {
    /** The pointer names this model now. */
    record PointerMoved(ModelPointer to) implements Outcome {}

    /** Nothing has changed; the reason is a sentence. */
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

  /**
   * Promotes a run's candidate if it passed the gate and still the same model serves that it was
   * measured against. A candidate that was promoted before may be promoted again after a rollback.
   */
  Outcome promote(Run run) {
    return switch (run.state()) {
      case Passed passed -> {
        Outcome outcome = move(passed.candidate(), passed.measuredAgainst());
        if (outcome instanceof Outcome.PointerMoved) {
          storePromoted(run, new Promoted(passed.candidate(), passed.measuredAgainst()));
        }
        yield outcome;
      }
      case Promoted promoted -> move(promoted.model(), promoted.replaced());
      default ->
          new Outcome.Rejected(
              "The run has no candidate that passed the gate and awaits promotion.");
    };
  }

  /**
   * Stores that a run's candidate was promoted, even if another request refused it in the meantime:
   * the pointer has moved, and a rollback finds the previous model by this state.
   */
  private void storePromoted(Run run, Promoted promoted) {
    Run latest = run;
    while (!latest.state().equals(promoted)
        && !store.write(latest.withState(promoted, clock.instant()))) {
      latest = store.find(run.id()).orElseThrow();
    }
  }

  private Outcome move(ModelPointer candidate, ModelPointer measuredAgainst) {
    Optional<VersionedPointer> current = models.current();
    ModelPointer serving =
        current.map(VersionedPointer::pointer).orElseGet(() -> ShippedModel.load().pointer());
    if (serving.equals(candidate)) {
      return new Outcome.PointerMoved(candidate);
    }
    if (!serving.equals(measuredAgainst)) {
      return new Outcome.Rejected(
          "The current model is not the one that the candidate was measured against: start a new"
              + " run.");
    }
    return moveIfUsable(current, candidate);
  }

  private Outcome moveIfUsable(Optional<VersionedPointer> current, ModelPointer next) {
    try {
      models.fetch(next);
    } catch (CorruptRegistryException e) {
      return new Outcome.Rejected(
          "The stored model " + next.version() + " is unusable: " + e.getMessage() + ".");
    }
    return models.movePointer(current, next) ? new Outcome.PointerMoved(next) : CONFLICT;
  }

  /** Moves the pointer back to the model that the current one replaced. */
  Outcome rollBack() {
    Optional<VersionedPointer> current = models.current();
    if (current.isEmpty()) {
      return new Outcome.Rejected("The shipped model serves; there is none before it.");
    }
    ModelPointer serving = current.get().pointer();
    Optional<ModelPointer> previous =
        store.newest(SEARCHED_RUNS).stream()
            .flatMap(run ->
                switch (run.state()) {
                  case Promoted promoted when promoted.model().equals(serving) ->
                      Stream.of(promoted.replaced());
                  // Promoted by a request that died before it stored the state.
                  case Passed passed when passed.candidate().equals(serving) ->
                      Stream.of(passed.measuredAgainst());
                  default -> Stream.empty();
                })
            .findFirst();
    if (previous.isEmpty()) {
      return new Outcome.Rejected(
          "No run promoted the current model, so it is not known which one served before it.");
    }
    return moveIfUsable(current, previous.get());
  }
}
