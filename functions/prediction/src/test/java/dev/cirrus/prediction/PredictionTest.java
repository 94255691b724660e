package dev.cirrus.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PredictionTest {
  private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";
  private static final Probabilities SEVEN =
      Probabilities.of(0, 0, 0, 0.1f, 0, 0, 0, 0.85f, 0, 0.05f);
  private static final Probabilities TWO = Probabilities.of(0, 0, 1, 0, 0, 0, 0, 0, 0, 0);

  private static Pixels pixels() {
    float[] values = new float[Pixels.COUNT];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 256;
    }
    return Pixels.ofValues(values);
  }

  private static Prediction full() {
    return new Prediction(
        ID,
        Instant.parse("2026-01-02T03:04:05.678Z"),
        "ab".repeat(32),
        Source.UPLOAD,
        "sheet \"7\" \u00fc.png",
        "2026-01-01",
        List.of(
            new ClassifiedDigit(SEVEN, pixels(), new Box(3, 0, 10, 20)),
            new ClassifiedDigit(TWO, pixels(), null)));
  }

  @Test
  void aPredictionSurvivesTheRoundTripThroughJson() {
    assertEquals(full(), Prediction.ofJson(full().toJson()));
  }

  @Test
  void anAnonymousPredictionHasNoOwnerAndNoFile() {
    Prediction anonymous =
        new Prediction(
            ID,
            Instant.EPOCH,
            null,
            Source.API,
            null,
            "m",
            List.of(new ClassifiedDigit(TWO, pixels(), null)));
    assertEquals(anonymous, Prediction.ofJson(anonymous.toJson()));
  }

  @Test
  void theTextIsTheDigitsInReadingOrder() {
    assertEquals("72", full().text());
  }

  @Test
  void unknownPropertiesAreIgnored() {
    String newer = full().toJson().replaceFirst("\\{", "{\"later\":{\"a\":[1,{}]},");
    assertEquals(full(), Prediction.ofJson(newer));
  }

  @Test
  void aPredictionOf64DigitsFitsIntoAMessage() {
    Prediction batch =
        new Prediction(
            ID,
            Instant.EPOCH,
            "ab".repeat(32),
            Source.API,
            "f".repeat(255),
            "m",
            Collections.nCopies(
                64, new ClassifiedDigit(SEVEN, pixels(), new Box(9, 9, 9999, 9999))));
    assertTrue(batch.toJson().length() < 128 * 1024);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "[]",
        "null",
        "{",
        "{}",
        "not json",
        "{\"id\":7}",
        "{\"id\":\"x\",\"id\":\"y\"}",
        "{\"digits\":[{\"probabilities\":[1]}]}",
        "{\"digits\":[{\"pixels\":\"AAAA\"}]}",
        "{\"time\":\"yesterday\"}",
        "{\"source\":\"elsewhere\"}"
      })
  void otherJsonIsRejected(String text) {
    assertThrows(IllegalArgumentException.class, () -> Prediction.ofJson(text));
  }

  @Test
  void aTruncatedPredictionIsRejected() {
    String whole = full().toJson();
    for (int end = 0; end < whole.length(); end += 97) {
      String cut = whole.substring(0, end);
      assertThrows(IllegalArgumentException.class, () -> Prediction.ofJson(cut));
    }
    assertThrows(IllegalArgumentException.class, () -> Prediction.ofJson(whole + "{}"));
  }
}
