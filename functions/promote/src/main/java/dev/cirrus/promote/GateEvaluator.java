package dev.cirrus.promote;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.OnnxClassifier;
import dev.cirrus.json.Json;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.models.ServingModel;
import dev.cirrus.models.ShippedModel;
import dev.cirrus.models.StoredModel;
import java.util.List;
import java.util.Optional;

/** Loads the candidate and the models that it is compared with, and sends them through the gate. */
final class GateEvaluator implements CandidateEvaluator {
  /** The number of recorded predictions in the shadow evaluation. */
  private static final int SHADOW_SAMPLE = 500;

  private final Gate gate;
  private final HeldOutSets heldOut;
  private final Ledger ledger;
  private final Telemetry telemetry;

  GateEvaluator(Gate gate, HeldOutSets heldOut, Ledger ledger, Telemetry telemetry) {
    this.gate = gate;
    this.heldOut = heldOut;
    this.ledger = ledger;
    this.telemetry = telemetry;
  }

  @Override
  public Evaluation evaluate(
      StoredModel candidate, ServingModel serving, List<EvaluationSet> sets) {
    StoredModel shipped = ShippedModel.load();
    boolean isShippedServing = shipped.pointer().equals(serving.pointer());
    try (Classifier current = OnnxClassifier.load(serving.model().onnx());
        Classifier reference = isShippedServing ? current : OnnxClassifier.load(shipped.onnx())) {
      GateResult result = judge(candidate, serving, current, reference, sets);
      return new Evaluation(
          result.reasons(),
          result.unmeasured().isEmpty(),
          report(candidate, current, result, serving));
    } catch (BadModelException e) {
      throw new IllegalStateException("failed to load the current or the shipped model", e);
    }
  }

  private GateResult judge(
      StoredModel candidate,
      ServingModel serving,
      Classifier current,
      Classifier reference,
      List<EvaluationSet> sets) {
    if (candidate.pointer().version().equals(serving.pointer().version())) {
      return GateResult.refused("It has the version of the current model.", candidate.onnx());
    }
    return heldOut
        .refusal(sets)
        .map(reason -> GateResult.refused(reason, candidate.onnx()))
        .orElseGet(() ->
            gate.judge(candidate.onnx(), candidate.pointer().sha256(), current, reference, sets));
  }

  private String report(
      StoredModel candidate, Classifier current, GateResult result, ServingModel serving) {
    Optional<ShadowEvaluation> shadow = shadow(candidate, current, result);
    return Json.write(json -> {
      json.writeStartObject();
      json.writeObjectFieldStart("gate");
      result.writeTo(json, serving.pointer());
      json.writeEndObject();
      if (shadow.isPresent()) {
        json.writeObjectFieldStart("shadow");
        shadow.get().writeTo(json);
        json.writeEndObject();
      }
      json.writeEndObject();
    });
  }

  /**
   * Returns the shadow evaluation of a candidate. It does not affect the decision, so it is left
   * out if it fails, and the failure is logged.
   */
  private Optional<ShadowEvaluation> shadow(
      StoredModel candidate, Classifier current, GateResult result) {
    if (result.findings().isEmpty()) {
      return Optional.empty();
    }
    try (Classifier loaded = OnnxClassifier.load(candidate.onnx())) {
      return Optional.of(ShadowEvaluation.of(loaded, current, ledger.sample(SHADOW_SAMPLE)));
    } catch (BadModelException | RuntimeException e) {
      telemetry.error("the shadow evaluation failed", e, json -> {});
      return Optional.empty();
    }
  }
}
