package dev.cirrus.promote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.DrawnDigits;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.Metrics;
import dev.cirrus.classifier.ModelCheck;
import dev.cirrus.classifier.OnnxClassifier;
import dev.cirrus.models.ShippedModel;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tests the gate with the shipped model and with defective variants of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GateTest {
  private static final byte[] SHIPPED = ShippedModel.load().onnx();
  private static final EvaluationSet MNIST = DrawnDigits.set(EvaluationSet.MNIST);
  private static final EvaluationSet PEN = DrawnDigits.set(EvaluationSet.PEN);
  private static final List<EvaluationSet> SETS = List.of(MNIST);

  /** The share of the gate's pictures. */
  private static final double PICTURES = 0.2;

  /** Uses a clock that stands still, so all models are equally fast. */
  private final Gate gate = new Gate(() -> 0, PICTURES);

  private final Classifier current;

  /** Recognizes no digit in tight crops. */
  private final ForgetfulClassifier forgetful;

  GateTest() throws BadModelException {
    current = OnnxClassifier.load(SHIPPED);
    forgetful = new ForgetfulClassifier(current);
    PictureComposer.compose(PEN, PICTURES).stream()
        .filter(set -> set.name().equals("tight crops"))
        .forEach(forgetful::forget);
  }

  @BeforeAll
  void theShippedModelReadsTheDigits() {
    double accuracy = Metrics.of(current, SETS.getFirst()).accuracy();
    assertTrue(accuracy > 0.9, () -> "expected an accuracy above 0.9 but got " + accuracy);
  }

  @AfterAll
  void close() {
    current.close();
  }

  private GateResult judge(byte[] model) {
    return judge(gate, model);
  }

  private GateResult judge(Gate by, byte[] model) {
    return by.judge(model, ModelCheck.sha256(model), current, current, SETS);
  }

  private void assertRefused(byte[] model, String reason) {
    assertRefused(gate, model, reason);
  }

  private void assertRefused(Gate by, byte[] model, String reason) {
    GateResult result = judge(by, model);
    assertEquals(1, result.reasons().size(), () -> String.join(" ", result.reasons()));
    assertTrue(result.reasons().getFirst().contains(reason), () -> result.reasons().getFirst());
  }

  private static EditedModel edited() {
    return new EditedModel(SHIPPED);
  }

  @Test
  void anEquallyGoodModelPasses() {
    GateResult result = judge(edited().bytes());
    assertEquals(List.of(), result.reasons());
    assertTrue(result.slower().isPresent());
  }

  @Test
  void setsThatLackADigitAreReportedAsUnmeasured() {
    EvaluationSet blank = new EvaluationSet(EvaluationSet.PEN, new byte[1], new byte[784]);
    assertEquals(List.of(EvaluationSet.PEN), unmeasured(MNIST));
    assertEquals(List.of(EvaluationSet.PEN), unmeasured(MNIST, blank));
  }

  private List<String> unmeasured(EvaluationSet... sets) {
    return gate.judge(SHIPPED, ModelCheck.sha256(SHIPPED), current, current, List.of(sets))
        .unmeasured();
  }

  @Test
  void shuffledOutputsAreRefused() {
    assertRefused(
        edited().withShuffledOutputs().bytes(), "outputs are shuffled: it classifies 0 as 9");
  }

  @Test
  void aModelThatMisreadsOneDigitIsRefusedForThatDigit() {
    GateResult result = judge(edited().without(7).bytes());
    assertTrue(
        result.reasons().stream()
            .anyMatch(r -> r.startsWith("Its accuracy on the 7s of MNIST test is 0.00 %")),
        () -> String.join(" ", result.reasons()));
    assertTrue(
        result.reasons().stream().noneMatch(r -> r.contains("on the 1s")),
        () -> String.join(" ", result.reasons()));
  }

  @Test
  void aModelWorseThanTheShippedOneIsRefusedHoweverBadTheCurrentOneIs() throws BadModelException {
    byte[] worse = edited().without(7).bytes();
    try (Classifier bad = OnnxClassifier.load(worse)) {
      GateResult result = gate.judge(worse, ModelCheck.sha256(worse), bad, current, SETS);
      assertTrue(
          result.reasons().stream()
              .anyMatch(
                  r -> r.startsWith("Its accuracy on the 7s of MNIST test is 0.00 %; the shipped")),
          () -> String.join(" ", result.reasons()));
      assertTrue(
          result.reasons().stream().noneMatch(r -> r.contains("the current")),
          () -> String.join(" ", result.reasons()));
    }
  }

  @Test
  void aModelThatMisreadsAPlainDigitIsRefusedEvenIfTheOthersDoToo() throws BadModelException {
    byte[] bad = edited().without(7).bytes();
    try (Classifier asBad = OnnxClassifier.load(bad)) {
      GateResult result = gate.judge(bad, ModelCheck.sha256(bad), asBad, asBad, SETS);
      assertEquals(1, result.reasons().size(), () -> String.join(" ", result.reasons()));
      assertTrue(
          result.reasons().getFirst().startsWith("It is unusable: The model reads a plain 7"),
          () -> result.reasons().getFirst());
    }
  }

  @Test
  void anEquallyGoodModelReadsPicturesAsWell() {
    GateResult result = judgeWithPictures(edited().larger(400).bytes());
    assertEquals(List.of(), result.reasons());
    assertEquals(List.of(), result.unmeasured());
    assertEquals(
        List.of("strings", "tight crops", "sheets"),
        result.readings().stream().map(reading -> reading.set().name()).toList());
    for (ReadingComparison reading : result.readings()) {
      assertTrue(
          reading.current().accuracy() > 0.7,
          () -> reading.set().name() + ": " + reading.current().accuracy());
    }
  }

  @Test
  void aModelThatTakesEverySymbolForADigitIsRefusedAlthoughItReadsSingleDigitsAsWell() {
    GateResult result = judgeWithPictures(edited().without(Classification.DIGITS).bytes());
    for (SetComparison digits : result.findings()) {
      assertEquals(digits.current().accuracy(), digits.candidate().accuracy(), digits.set());
    }
    assertEquals(1, result.reasons().size(), () -> String.join(" ", result.reasons()));
    String reason = result.reasons().getFirst();
    assertTrue(reason.startsWith("Its accuracy on strings is "), reason);
  }

  @Test
  void aModelThatReadsPicturesWorseThanTheShippedOneIsRefusedThoughTheCurrentOneDoesToo()
      throws BadModelException {
    GateResult result = gate.judge(SHIPPED, forgetful, forgetful, current, List.of(MNIST, PEN));
    assertEquals(1, result.reasons().size(), () -> String.join(" ", result.reasons()));
    String reason = result.reasons().getFirst();
    assertTrue(reason.startsWith("Its accuracy on tight crops is "), reason);
    assertTrue(reason.contains("the shipped"), reason);
  }

  @Test
  void aModelThatReadsOnlyTightCropsWorseIsRefused() throws BadModelException {
    GateResult result = gate.judge(SHIPPED, forgetful, current, current, List.of(MNIST, PEN));
    for (SetComparison digits : result.findings()) {
      assertEquals(digits.current().accuracy(), digits.candidate().accuracy(), digits.set());
    }
    assertEquals(1, result.reasons().size(), () -> String.join(" ", result.reasons()));
    String reason = result.reasons().getFirst();
    assertTrue(reason.startsWith("Its accuracy on tight crops is "), reason);
  }

  private GateResult judgeWithPictures(byte[] model) {
    return gate.judge(model, ModelCheck.sha256(model), current, current, List.of(MNIST, PEN));
  }

  @Test
  void aTruncatedFileIsRefused() {
    assertRefused(Arrays.copyOf(SHIPPED, SHIPPED.length / 2), "can't be read as ONNX");
    assertRefused(new byte[0], "It is unusable: The model is empty.");
  }

  @Test
  void aModelWithAnotherHashIsRefused() {
    GateResult result = gate.judge(SHIPPED, "0".repeat(64), current, current, SETS);
    assertEquals(List.of("Its hash differs from the one in its card."), result.reasons());
  }

  @Test
  void anotherInputRangeIsRefused() {
    assertRefused(edited().forBytes().bytes(), "expects pixels from 0 to 255");
    assertRefused(edited().forDarkInk().bytes(), "expects dark ink on bright paper");
  }

  @Test
  void aSlowModelIsRefused() {
    Gate timed = new Gate(System::nanoTime);
    assertRefused(timed, edited().slower(8).bytes(), "times as long as the current model");
  }

  @Test
  void aLargeModelIsRefused() {
    assertRefused(edited().larger(9 * SHIPPED.length).bytes(), "the limit is 1,500,000");
  }

  @Test
  void aModelWithNanWeightsIsRefused() {
    assertRefused(edited().withNanWeight().bytes(), "NaN");
  }

  @Test
  void aModelWithNanResultsIsRefusedBeforeOthersAreMeasured() throws BadModelException {
    float[] nan = new float[11];
    Arrays.fill(nan, Float.NaN);
    Classifier candidate =
        new SingleImageClassifier() {
          @Override
          public List<Classification> classify(float[][] images) {
            return Collections.nCopies(images.length, Classification.of(nan));
          }
        };
    Classifier others = new SingleImageClassifier();
    GateResult result = gate.judge(SHIPPED, candidate, others, others, List.of(PEN, MNIST));
    assertEquals(
        List.of(
            "%,d of its %,d classifications of pen, free contain NaN or an infinite value."
                .formatted(PEN.size(), PEN.size())),
        result.reasons());
  }

  /** Classifies one image at a time, as the gate times models, but no set. */
  private static class SingleImageClassifier implements Classifier {
    @Override
    public List<Classification> classify(float[][] images) {
      assertEquals(1, images.length, "the model is measured");
      return List.of(Classification.of(new float[11]));
    }

    @Override
    public void close() {}
  }

  @Test
  void aBadlyCalibratedModelIsRefused() {
    assertRefused(edited().unsure().bytes(), "expected calibration error");
  }
}
