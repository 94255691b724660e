package dev.cirrus.promote;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.OnnxClassifier;
import dev.cirrus.json.Json;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.models.ModelCard;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.ObjectTooLargeException;
import dev.cirrus.models.ServingModel;
import dev.cirrus.models.StoredModel;
import dev.cirrus.runs.JobStatus;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunFiles;
import dev.cirrus.runs.RunLock;
import dev.cirrus.runs.RunMonitor;
import dev.cirrus.runs.RunSnapshot;
import dev.cirrus.runs.RunState;
import dev.cirrus.runs.RunStore;
import dev.cirrus.runs.TrainingJobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Leads the run that is open through the gate, once its job is done.
 *
 * <p>What it is told is only that it is worth looking: an event may come twice, late, or not at
 * all. So it looks at the job itself, and each step may be done again: measuring changes nothing,
 * files are written as they were, and the pointer moves only in the place of what was measured
 * against.
 */
final class OpenRunProcessor {
  /** How many recorded predictions a candidate is tried on. */
  private static final int SHADOWED = 500;

  private static final Duration MEASURING = Duration.ofMinutes(15);
  private static final int LARGEST_TEXT = 1 << 20;
  private static final int LARGEST_EVALUATION = 64 << 20;

  private final RunStore store;
  private final RunMonitor monitor;
  private final ModelRegistry models;
  private final RunFiles files;
  private final Ledger ledger;
  private final Gate gate;
  private final InstantSource clock;

  OpenRunProcessor(
      RunStore store,
      TrainingJobs jobs,
      ModelRegistry models,
      RunFiles files,
      Ledger ledger,
      Gate gate,
      InstantSource clock) {
    this.store = store;
    this.monitor = new RunMonitor(store, jobs, clock);
    this.models = models;
    this.files = files;
    this.ledger = ledger;
    this.gate = gate;
    this.clock = clock;
  }

  /** Looks at the open run, if there is one, and does what is to be done; the run as it is then. */
  Optional<Run> settle() {
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
    if (run.state() instanceof RunState.Gate) {
      store.lock(lock, new RunLock(run.id(), clock.instant().plus(MEASURING)));
      run = measure(run);
    }
    return Optional.of(run);
  }

  private Run measure(Run run) {
    String folder = RunFiles.job(run.id());
    Optional<byte[]> card = files.read(folder + "card.json", LARGEST_TEXT);
    Optional<byte[]> evaluation = files.read(folder + "evaluation.gz", LARGEST_EVALUATION);
    if (card.isEmpty() || evaluation.isEmpty()) {
      return end(
          run,
          new RunState.Failed(
              "The job ended well, but left no card.json, or no"
                  + " evaluation.gz to measure by."));
    }
    String text = new String(card.get(), StandardCharsets.UTF_8);
    ModelPointer pointer;
    List<EvaluationSet> sets;
    try {
      pointer = ModelPointer.parse(text);
      sets = EvaluationSet.read(new ByteArrayInputStream(evaluation.get()));
    } catch (IllegalArgumentException | IOException e) {
      return end(run, new RunState.Failed("What the job left can't be read: " + e.getMessage()));
    }
    byte[] model;
    try {
      model = files.read(folder + "model.onnx", ModelRegistry.MAX_MODEL_BYTES).orElse(new byte[0]);
    } catch (ObjectTooLargeException e) {
      return end(run, new RunState.Refused(List.of(gate.tooLarge(e.bytes()))));
    }
    ServingModel serving = models.serving();
    if (serving.pointer().equals(pointer)) {
      // It was promoted, and then whoever did it died before it was written down.
      return end(run, new RunState.Promoted(pointer, run.base()));
    }
    try (Classifier current = OnnxClassifier.load(serving.model().onnx())) {
      return judge(
          run, new StoredModel(model, new ModelCard(pointer, text)), serving, current, sets);
    } catch (BadModelException e) {
      throw new IllegalStateException("The model that serves can't be loaded", e);
    }
  }

  private Run judge(
      Run run,
      StoredModel candidate,
      ServingModel serving,
      Classifier current,
      List<EvaluationSet> sets) {
    ModelPointer pointer = candidate.pointer();
    GateResult verdict =
        pointer.version().equals(serving.pointer().version())
            ? GateResult.refused("It has the version of the model that serves.", candidate.onnx())
            : gate.judge(candidate.onnx(), pointer.sha256(), current, sets);
    String report = report(candidate, current, verdict, serving);
    Run measured = run.withReport(report, clock.instant());
    Run reported = monitor.save(measured);
    if (!reported.equals(measured)) {
      // Another measured the same candidate and was faster: the run is theirs to end.
      return reported;
    }
    String card = withFields(candidate.card().json(), report);
    if (!verdict.passed()) {
      files.write(
          RunFiles.job(run.id()) + "card.json",
          "application/json",
          card.getBytes(StandardCharsets.UTF_8));
      return end(reported, new RunState.Refused(verdict.reasons()));
    }
    models.store(new StoredModel(candidate.onnx(), new ModelCard(pointer, card)));
    if (serving.source().isEmpty()) {
      // So that there is something to go back to.
      models.store(serving.model());
    }
    if (run.needsApproval() || !verdict.unmeasured().isEmpty()) {
      return end(reported, new RunState.Passed(pointer, serving.pointer()));
    }
    if (models.movePointer(serving.source(), pointer)) {
      return end(reported, new RunState.Promoted(pointer, serving.pointer()));
    }
    return end(
        reported,
        new RunState.Refused(
            List.of("The model that serves changed while the candidate was measured against it.")));
  }

  private Run end(Run run, RunState state) {
    return monitor.save(run.withState(state, clock.instant()));
  }

  private String report(
      StoredModel candidate, Classifier current, GateResult verdict, ServingModel serving) {
    Optional<ShadowEvaluation> shadow = shadow(candidate, current, verdict);
    return Json.write(json -> {
      json.writeStartObject();
      json.writeObjectFieldStart("gate");
      verdict.writeTo(json, serving.pointer(), gate.limits());
      json.writeEndObject();
      if (shadow.isPresent()) {
        json.writeObjectFieldStart("shadow");
        shadow.get().writeTo(json);
        json.writeEndObject();
      }
      json.writeEndObject();
    });
  }

  /** What could be measured at all is tried on what was recorded too. */
  private Optional<ShadowEvaluation> shadow(
      StoredModel candidate, Classifier current, GateResult verdict) {
    if (verdict.findings().isEmpty()) {
      return Optional.empty();
    }
    try (Classifier loaded = OnnxClassifier.load(candidate.onnx())) {
      return Optional.of(ShadowEvaluation.of(loaded, current, ledger.sample(SHADOWED)));
    } catch (BadModelException e) {
      throw new IllegalStateException("What was measured can't be loaded again", e);
    }
  }

  /** A JSON object with another's fields in the place of its own of the same name. */
  static String withFields(String object, String fields) {
    return Json.write(json -> {
      json.writeStartObject();
      try (JsonParser from = Json.parser(object)) {
        from.nextToken();
        while (from.nextToken() == JsonToken.FIELD_NAME) {
          if (from.currentName().equals("gate") || from.currentName().equals("shadow")) {
            from.nextToken();
            from.skipChildren();
          } else {
            json.copyCurrentStructure(from);
          }
        }
      }
      try (JsonParser from = Json.parser(fields)) {
        from.nextToken();
        while (from.nextToken() == JsonToken.FIELD_NAME) {
          json.copyCurrentStructure(from);
        }
      }
      json.writeEndObject();
    });
  }
}
