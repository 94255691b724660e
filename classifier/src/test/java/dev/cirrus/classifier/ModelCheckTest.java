package dev.cirrus.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ModelCheckTest {
  private static void assertRefused(byte[] model, String why) {
    BadModelException e =
        assertThrows(
            BadModelException.class, () -> ModelCheck.load(model, ModelCheck.sha256(model)));
    String message = e.getMessage();
    assertTrue(
        message != null && message.contains(why),
        () -> "expected \"" + why + "\" but got: " + message);
  }

  @Test
  void aGoodModelIsLoaded() throws BadModelException {
    byte[] model = TinyModel.thatReadsKnownDigits().build();
    try (Classifier classifier = ModelCheck.load(model, ModelCheck.sha256(model))) {
      assertEquals(10, classifier.classify(TinyModel.knownDigits()).size());
    }
  }

  @Test
  void aTamperedModelIsRefusedByItsHash() {
    byte[] model = TinyModel.thatReadsKnownDigits().build();
    String promised = ModelCheck.sha256(model);
    model[model.length / 2] ^= 1;
    BadModelException e =
        assertThrows(BadModelException.class, () -> ModelCheck.load(model, promised));
    assertTrue(String.valueOf(e.getMessage()).contains(promised));
  }

  @Test
  void aTruncatedModelIsRefused() {
    byte[] model = TinyModel.thatReadsKnownDigits().build();
    for (int end = 0; end < model.length; end += model.length / 20) {
      byte[] cut = Arrays.copyOf(model, end);
      assertThrows(BadModelException.class, () -> ModelCheck.load(cut, ModelCheck.sha256(cut)));
    }
  }

  @Test
  void aModelWithAnEleventhOutputIsLoaded() throws BadModelException {
    byte[] model = TinyModel.thatReadsKnownDigits().withNotADigit(0).build();
    try (Classifier classifier = ModelCheck.load(model, ModelCheck.sha256(model))) {
      assertTrue(classifier.classify(new float[1][784]).get(0).notADigit() > 0.99f);
    }
  }

  @Test
  void aModelThatRejectsAPlainDigitIsRefused() {
    assertRefused(
        TinyModel.thatReadsKnownDigits().withNotADigit(60).build(),
        "reads a plain 0 as not a digit");
  }

  @Test
  void aModelThatFailsOnASingleImageIsRefused() {
    assertRefused(TinyModel.thatReadsKnownDigits().withSqueeze().build(), "fails on a batch of 1");
  }

  @Test
  void bytesThatAreNotAModelAreRefused() {
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    assertRefused(new byte[0], "empty");
    assertRefused(noise, "can't be read as ONNX");
    assertRefused("{}".getBytes(StandardCharsets.US_ASCII), "can't be read as ONNX");
  }

  @Test
  void unexpectedInputsAndOutputsAreRefused() {
    assertRefused(TinyModel.thatReadsKnownDigits().withInput("pixels").build(), "\"image\"");
    assertRefused(
        TinyModel.thatReadsKnownDigits().withOutput("logits").build(), "\"probabilities\"");
    assertRefused(TinyModel.thatReadsKnownDigits().withValues(783).build(), "float32 [n, 784]");
    assertRefused(TinyModel.thatReadsKnownDigits().withBatchOf(1).build(), "float32 [n, 784]");
    assertRefused(TinyModel.thatReadsKnownDigits().withIntegers().build(), "can't be read as ONNX");
  }

  @Test
  void outputsThatAreNotProbabilitiesAreRefused() {
    assertRefused(TinyModel.thatReadsKnownDigits().withoutSoftmax().build(), "to be probabilities");
    assertRefused(
        TinyModel.thatReadsKnownDigits()
            .withWeights(weights -> {
              weights[4242] = Float.NaN;
              return weights;
            })
            .build(),
        "to be probabilities");
  }

  /** Reads all known digits, but one of them wrongly in calls with so many images. */
  private static Classifier misreadsInCallsOf(int count) {
    List<float[]> known = List.of(TinyModel.knownDigits());
    return new FakeClassifier(images ->
        Stream.of(images)
            .map(image ->
                IntStream.range(0, known.size())
                    .filter(digit -> Arrays.equals(known.get(digit), image))
                    .findFirst()
                    .orElseThrow())
            .map(digit -> {
              float[] probabilities = new float[Classification.DIGITS];
              probabilities[digit == 4 && images.length == count ? 9 : digit] = 1;
              return Classification.of(probabilities);
            })
            .toList());
  }

  @Test
  void aModelMustReadThePlainDigitsAloneAndInABatch() throws BadModelException {
    ModelCheck.checkKnownDigits(misreadsInCallsOf(0));
    for (int count : new int[] {1, 10}) {
      BadModelException e =
          assertThrows(
              BadModelException.class, () -> ModelCheck.checkKnownDigits(misreadsInCallsOf(count)));
      assertEquals("The model reads a plain 4 as 9.", e.getMessage());
    }
  }

  @Test
  void aModelThatMisreadsAPlainDigitIsRefused() {
    assertRefused(
        TinyModel.thatReadsKnownDigits().withWeightsOfClass(digit -> (digit + 1) % 10).build(),
        "reads a plain 0 as 9");
    assertRefused(
        TinyModel.thatReadsKnownDigits()
            .withWeightsOfClass(digit -> digit == 7 ? 1 : digit)
            .build(),
        "reads a plain 7");
  }
}
