package dev.cirrus.training.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cirrus.classifier.Classification;
import dev.cirrus.training.data.BadDataMessage;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.distributed.Checkpoint;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.evaluation.EvaluationResults;
import dev.cirrus.training.evaluation.ScoredDigit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code card.json} and the model card's page. */
final class ModelReportTest {
  private static final TrainedModel MODEL = model("", 0);
  private static final byte[] CARD = CardJson.of(MODEL).toJson();

  private static TrainedModel model(String base, int corrections) {
    float[] probabilities = new float[Classification.DIGITS];
    probabilities[9] = 1;
    ScoredDigit wrong =
        new ScoredDigit(4, new byte[LabeledImages.PIXELS], Classification.of(probabilities));
    ScoredDigit right =
        new ScoredDigit(9, new byte[LabeledImages.PIXELS], Classification.of(probabilities));
    LabeledImages images = TinyData.images(20, 1);
    TrainingSet set = new TrainingSet(images, List.of(), List.of(), images.slice(0, corrections));
    EvaluationResults results =
        new EvaluationResults(
            Map.of("MNIST test", EvaluationResults.metrics(List.of(right, wrong))),
            new EvaluationResults.PenResults(
                0.97, 0.99, Map.of("org", 0.96), Map.of("plain a", 0.9, "dotted a", 0.8)),
            List.of(wrong));
    return new TrainedModel(
        new TrainedModel.File("1.2.3", "ab12", 1000, base),
        Recipe.full().forSet(set),
        TrainedModel.Trainer.SPARK,
        new TrainedModel.Calibration(1.1f, 1e-6),
        new Datasets(set, images, images, List.of(), List.of(), 0, Map.of("mnist/x.gz", "cd34")),
        List.of(
            new Checkpoint.Point(100, 0.5, Map.of("mnist", 0.98, "pen", 0.97)),
            new Checkpoint.Point(200, 0.3, Map.of())),
        results);
  }

  private static ModelReport report(TrainedModel model) {
    return new ModelReport(CardJson.of(model), model.results());
  }

  @Test
  void theCardStatesWhatAContinuedRunStartsFrom() {
    assertFalse(CardJson.asksForRestart(CARD, "card.json"));
    String other =
        new String(CARD, StandardCharsets.UTF_8)
            .replace("\"next\" : \"weights\"", "\"next\" : \"recipe\"");
    assertTrue(CardJson.asksForRestart(other.getBytes(StandardCharsets.UTF_8), "card.json"));
    assertFalse(CardJson.asksForRestart("{}".getBytes(StandardCharsets.UTF_8), "card.json"));
  }

  @Test
  void theCardContainsTheModelItsTrainingAndItsResults() throws IOException {
    JsonNode card = new ObjectMapper().readTree(CARD);
    assertEquals("1.2.3", card.path("version").asText());
    assertEquals("ab12", card.path("sha256").asText());
    assertEquals(0.06, card.path("training").path("rate").asDouble());
    assertFalse(card.path("training").has("base"));
    assertEquals(0.98, card.at("/training/curve/0/mnistValidation").asDouble());
    assertFalse(card.at("/training/curve/1").has("mnistValidation"));
    JsonNode mnist = card.path("results").path("MNIST test");
    assertEquals(0.5, mnist.path("accuracy").asDouble());
    assertEquals(Classification.DIGITS, mnist.path("confusion").size());
    assertEquals(
        new ObjectMapper().readTree("[{\"count\": 2, \"confidence\": 1, \"accuracy\": 0.5}]"),
        mnist.path("calibration"));
    assertEquals(0.8, card.at("/results/grid/worstCell").asDouble());
  }

  @Test
  void theCardOfOneModelIsAlwaysTheSame() {
    assertArrayEquals(CARD, CardJson.of(model("", 0)).toJson());
  }

  @Test
  void aCardWithOtherResultsKeepsEverythingElse() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode promoted = (ObjectNode) json.readTree(CARD);
    promoted.set("gate", json.readTree("{\"passed\": true, \"seconds\": 12.3456789}"));
    EvaluationResults others =
        new EvaluationResults(
            Map.of("MNIST test", EvaluationResults.metrics(MODEL.results().mistakes())),
            null,
            List.of());
    CardJson replaced = CardJson.parse(json.writeValueAsBytes(promoted), "c").withResults(others);
    JsonNode written = json.readTree(replaced.toJson());
    assertEquals(0, written.at("/results/MNIST test/accuracy").asDouble());
    assertFalse(written.path("results").has("grid"));
    assertEquals(1e-6, written.at("/results/onnxAgreesWithin").asDouble());
    ObjectNode expected = promoted.deepCopy();
    expected.set("results", written.path("results"));
    assertEquals(expected, written);
  }

  @Test
  void aCardThatWasReadAndWrittenIsTheSame() {
    assertEquals(
        new String(CARD, StandardCharsets.UTF_8),
        new String(
            CardJson.parse(CARD, "card.json").withResults(MODEL.results()).toJson(),
            StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"version\": 1", "{\"version\": \"1\", \"bytes\": 3}"})
  void whatIsNotACardIsRejectedByName(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertTrue(
        BadDataMessage.of(() -> CardJson.parse(bytes, "m/card.json"))
            .startsWith("m/card.json is not a card of this version: "));
  }

  @Test
  void thePageContainsTheFiguresAndImages() {
    String page = report(MODEL).page();
    assertTrue(page.contains("| MNIST test | 50.00 % | 1 of 2 |"), page);
    assertTrue(page.contains("model-card/mistakes.png"), page);
  }

  @Test
  void thePageStatesTheShareOfEachSource() {
    String page = report(MODEL).page();
    assertTrue(
        page.contains(
            "distorted or drawn differently: 49 % MNIST (20 training images), 8 % MNIST with noise,"
                + " grey ground, lines or blur, 20 % MNIST redrawn with hard edges,"),
        page);
    assertTrue(page.contains("counts as an error"), page);
  }

  @Test
  void thePageOfAContinuedModelNamesItsBaseAndTheBriefEvaluation() {
    String page = report(model("ef56", 7)).page();
    assertTrue(page.contains("It continues from the model with SHA-256 `ef56`."), page);
    assertTrue(page.contains(", 9 % corrections (7)."), page);
    assertTrue(page.contains("each drawn once on a canvas"), page);
    assertFalse(page.contains("counts as an error"), page);
  }

  @Test
  void labelAndPredictionAreCentredBelowTheirImage() throws IOException {
    BufferedImage sheet =
        ImageIO.read(new ByteArrayInputStream(MistakeImage.png(MODEL.results().mistakes())));
    // The only mistake is in the first cell, which is 84 pixels wide and starts at 4.
    assertEquals(36, first(sheet, MistakeImage.LABEL), 2);
    assertEquals(50, first(sheet, MistakeImage.PREDICTION), 2);
  }

  private static int first(BufferedImage sheet, int colour) {
    for (int x = 0; x < sheet.getWidth(); x++) {
      for (int y = 0; y < sheet.getHeight(); y++) {
        if ((sheet.getRGB(x, y) & 0xffffff) == colour) {
          return x;
        }
      }
    }
    return -1;
  }

  @Test
  void theImagesAreWellFormed() throws Exception {
    for (String svg :
        List.of(
            ConfusionChart.svg(MODEL.results().sets()),
            LearningCurveChart.svg(CardJson.of(MODEL).training().curve()))) {
      assertNotNull(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8))));
    }
    assertNotNull(
        ImageIO.read(new ByteArrayInputStream(MistakeImage.png(MODEL.results().mistakes()))));
  }
}
