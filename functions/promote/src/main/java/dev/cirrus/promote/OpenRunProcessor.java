package dev.cirrus.promote;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.json.Json;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.models.ModelCard;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.ObjectTooLargeException;
import dev.cirrus.models.ServingModel;
import dev.cirrus.models.ShippedModel;
import dev.cirrus.models.StoredModel;
import dev.cirrus.models.VersionedPointer;
import dev.cirrus.promote.CandidateEvaluator.Evaluation;
import dev.cirrus.runs.JobStatus;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunAdapters;
import dev.cirrus.runs.RunFiles;
import dev.cirrus.runs.RunLock;
import dev.cirrus.runs.RunMonitor;
import dev.cirrus.runs.RunSnapshot;
import dev.cirrus.runs.RunState;
import dev.cirrus.runs.RunStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the open run through the gate once its job is done.
 *
 * <p>Events may come twice, late or not at all. So the job itself is asked for its state, and every
 * step can be repeated. Measuring changes nothing, and files are overwritten by the same content.
 * The pointer moves only after the decision is stored, and only if it still names the model that
 * the candidate was compared with.
 */
final class OpenRunProcessor {
  /** The validity of the lock during the gate; the function runs for at most five minutes. */
  private static final Duration GATE_LIMIT = Duration.ofMinutes(15);

  /** The time after which a run that cannot be measured fails, so that the next one can start. */
  static final Duration GIVE_UP_AFTER = Duration.ofHours(3);

  /** The fields that only the gate may write into a card. */
  private static final Set<String> ADDED_TO_CARD = Set.of("run", "gate", "shadow");

  private static final int MAX_CARD_BYTES = 1 << 20;
  private static final int MAX_EVALUATION_BYTES = 64 << 20;

  private final RunStore store;
  private final RunMonitor monitor;
  private final ModelRegistry models;
  private final RunFiles files;
  private final CandidateEvaluator evaluator;
  private final InstantSource clock;
  private final Telemetry telemetry;

  OpenRunProcessor(
      RunAdapters adapters,
      CandidateEvaluator evaluator,
      InstantSource clock,
      Telemetry telemetry) {
    this.store = adapters.store();
    this.monitor = new RunMonitor(adapters, clock, telemetry);
    this.models = adapters.models();
    this.files = adapters.files();
    this.evaluator = evaluator;
    this.clock = clock;
    this.telemetry = telemetry;
  }

  /**
   * Takes the next steps of the open run.
   *
   * @return the run afterwards; empty if none is open
   */
  Optional<Run> process() {
    RunLock lock = store.lock().orElse(null);
    if (lock == null) {
      return Optional.empty();
    }
    Run run = store.find(lock.run()).orElse(null);
    if (run == null) {
      return Optional.empty();
    }
    RunSnapshot snapshot = monitor.refresh(run);
    run = snapshot.run();
    if (snapshot.job().orElse(null) instanceof JobStatus.Succeeded) {
      run = monitor.save(run.withState(new RunState.Gate(), clock.instant()));
    }
    if (run.state() instanceof RunState.Promoting promoting) {
      run = movePointer(run, promoting);
    } else if (run.state() instanceof RunState.Gate) {
      store.lock(lock, new RunLock(run.id(), clock.instant().plus(GATE_LIMIT)));
      run = measureOrGiveUp(run);
    }
    return Optional.of(run);
  }

  private Run measureOrGiveUp(Run run) {
    Instant gateSince = run.updatedAt();
    try {
      return measure(run);
    } catch (RuntimeException e) {
      if (clock.instant().isBefore(gateSince.plus(GIVE_UP_AFTER))) {
        throw e;
      }
      telemetry.error("gave up measuring the candidate", e, json -> {});
      return end(run, new RunState.Failed("failed to measure the candidate: " + e.getMessage()));
    }
  }

  private Run measure(Run run) {
    String folder = RunFiles.job(run.id());
    Optional<byte[]> card = files.read(folder + "card.json", MAX_CARD_BYTES);
    Optional<byte[]> evaluation = files.read(folder + "evaluation.gz", MAX_EVALUATION_BYTES);
    if (card.isEmpty() || evaluation.isEmpty()) {
      return end(
          run,
          new RunState.Failed(
              "The job succeeded but left no card.json or no evaluation.gz: see its log."));
    }
    String text = new String(card.get(), StandardCharsets.UTF_8);
    ModelPointer pointer;
    List<EvaluationSet> sets;
    try {
      pointer = ModelPointer.parse(text);
      sets = EvaluationSet.read(new ByteArrayInputStream(evaluation.get()));
    } catch (IllegalArgumentException | IOException e) {
      return end(
          run, new RunState.Failed("failed to read the results of the job: " + e.getMessage()));
    }
    byte[] model;
    try {
      model = files.read(folder + "model.onnx", ModelRegistry.MAX_MODEL_BYTES).orElse(new byte[0]);
    } catch (ObjectTooLargeException e) {
      return end(run, new RunState.Refused(List.of(GateLimits.tooLarge(e.bytes()))));
    }
    ServingModel serving = models.serving();
    return judge(run, new StoredModel(model, new ModelCard(pointer, text)), serving, sets);
  }

  private Run judge(
      Run run, StoredModel candidate, ServingModel serving, List<EvaluationSet> sets) {
    ModelPointer pointer = candidate.pointer();
    Evaluation evaluation = evaluator.evaluate(candidate, serving, sets);
    String report = evaluation.report();
    Run measured = run.withReport(report, clock.instant());
    Run reported = monitor.save(measured);
    if (!reported.equals(measured)) {
      // A concurrent gate stored its result first, so it ends the run.
      return reported;
    }
    String card = cardOf(run, candidate.card().json(), report);
    if (!evaluation.passed()) {
      files.write(
          RunFiles.job(run.id()) + "card.json",
          "application/json",
          card.getBytes(StandardCharsets.UTF_8));
      return end(reported, new RunState.Refused(evaluation.reasons()));
    }
    models.store(new StoredModel(candidate.onnx(), new ModelCard(pointer, card)));
    if (serving.source().isEmpty()) {
      // So that a rollback can go back to it.
      models.store(serving.model());
    }
    if (run.needsApproval() || !evaluation.isComplete()) {
      return end(reported, new RunState.Passed(pointer, serving.pointer()));
    }
    RunState.Promoting promoting = new RunState.Promoting(pointer, serving.pointer());
    Run decided = reported.withState(promoting, clock.instant());
    Run stored = monitor.save(decided);
    // If a concurrent gate stored its result first, it ends the run.
    return stored.equals(decided) ? movePointer(decided, promoting) : stored;
  }

  /** Moves the pointer, unless an earlier attempt did so and died before it stored the state. */
  private Run movePointer(Run run, RunState.Promoting promoting) {
    ModelPointer candidate = promoting.candidate();
    Optional<VersionedPointer> current = models.current();
    ModelPointer serving =
        current.map(VersionedPointer::pointer).orElseGet(() -> ShippedModel.load().pointer());
    boolean isPromoted =
        serving.equals(candidate)
            || (serving.equals(promoting.replaced()) && models.movePointer(current, candidate));
    return end(
        run,
        isPromoted
            ? new RunState.Promoted(candidate, promoting.replaced())
            : new RunState.Refused(
                List.of("The current model changed while the candidate was measured against it.")));
  }

  private Run end(Run run, RunState state) {
    return monitor.save(run.withState(state, clock.instant()));
  }

  /** Adds the run and the results of its gate to the card that the job wrote. */
  private static String cardOf(Run run, String card, String report) {
    return Json.write(json -> {
      json.writeStartObject();
      try (JsonParser from = Json.parser(card)) {
        from.nextToken();
        while (from.nextToken() == JsonToken.FIELD_NAME) {
          if (ADDED_TO_CARD.contains(from.currentName())) {
            from.nextToken();
            from.skipChildren();
          } else {
            json.copyCurrentStructure(from);
          }
        }
      }
      json.writeObjectFieldStart("run");
      json.writeStringField("id", run.id());
      json.writeStringField("createdAt", run.createdAt().toString());
      json.writeEndObject();
      try (JsonParser from = Json.parser(report)) {
        from.nextToken();
        while (from.nextToken() == JsonToken.FIELD_NAME) {
          json.copyCurrentStructure(from);
        }
      }
      json.writeEndObject();
    });
  }
}
