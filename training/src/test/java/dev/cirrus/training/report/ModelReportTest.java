package dev.cirrus.training.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.training.TrainingOptions;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.TinyData;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.distributed.Checkpoint;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.evaluation.EvaluationResults;
import dev.cirrus.training.evaluation.Metrics;
import dev.cirrus.training.evaluation.ScoredDigit;
import dev.cirrus.training.network.Network;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** The card for programs and the page for people. */
final class ModelReportTest {
  private static final TrainedModel CARD = card();

  private static TrainedModel card() {
    return card("", 0);
  }

  private static TrainedModel card(String base, int corrections) {
    float[] sure = new float[10];
    sure[9] = 1;
    ScoredDigit wrong = new ScoredDigit(4, new byte[LabeledImages.PIXELS], sure);
    ScoredDigit right = new ScoredDigit(9, new byte[LabeledImages.PIXELS], sure);
    LabeledImages images = TinyData.images(20, 1);
    TrainingSet lessons =
        new TrainingSet(images, List.of(), List.of(), images.slice(0, corrections));
    EvaluationResults results =
        new EvaluationResults(
            List.of(Metrics.of("MNIST test", List.of(right, wrong))),
            0.97,
            0.99,
            Map.of("plain a", 0.9, "dotted a", 0.8),
            1e-6,
            List.of(wrong));
    return new TrainedModel(
        "1.2.3",
        "ab12",
        1000,
        base,
        TrainingOptions.parse(List.of()),
        Recipe.full().of(lessons),
        1.1f,
        new Datasets(
            lessons, images, images, List.of(), List.of(), 0, Map.of("mnist/x.gz", "cd34")),
        List.of(
            new Checkpoint.Point(100, 0.5, 0.98, 0.97),
            new Checkpoint.Point(200, 0.3, Double.NaN, Double.NaN)),
        results);
  }

  @Test
  void theCardSaysWhatARunGoesOnWith() {
    byte[] json = CARD.json();
    assertFalse(TrainedModel.wantsItsRecipe(json, "card.json"));
    String other =
        new String(json, StandardCharsets.UTF_8)
            .replace("\"next\" : \"weights\"", "\"next\" : \"recipe\"");
    assertTrue(TrainedModel.wantsItsRecipe(other.getBytes(StandardCharsets.UTF_8), "card.json"));
    assertFalse(TrainedModel.wantsItsRecipe("{}".getBytes(StandardCharsets.UTF_8), "card.json"));
  }

  @Test
  void theCardIsJsonAndTellsVersionHashAndConfusion() throws IOException {
    String version = "";
    String sha256 = "";
    int rows = 0;
    try (JsonParser json = new JsonFactory().createParser(CARD.json())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && "version".equals(json.currentName())) {
          version = json.getText();
        } else if (token == JsonToken.VALUE_STRING && "sha256".equals(json.currentName())) {
          sha256 = json.getText();
        } else if (token == JsonToken.START_ARRAY && "confusion".equals(json.currentName())) {
          while (json.nextToken() == JsonToken.START_ARRAY) {
            json.skipChildren();
            rows++;
          }
        }
      }
    }
    assertEquals("1.2.3", version);
    assertEquals("ab12", sha256);
    assertEquals(Network.CLASSES, rows);
  }

  @Test
  void theCardIsTheSameEachTime() {
    assertEquals(
        new String(CARD.json(), java.nio.charset.StandardCharsets.UTF_8),
        new String(card().json(), java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void thePageTellsTheFiguresAndShowsThePictures() {
    String page = new ModelReport(CARD).page();
    assertTrue(page.contains("| MNIST test | 50.00 % | 1 of 2 |"), page);
    assertTrue(page.contains("model-card/mistakes.png"), page);
  }

  @Test
  void thePageTellsWhatEachShareIsAShareOf() {
    String page = new ModelReport(CARD).page();
    assertTrue(
        page.contains(
            "of these images 89 % are MNIST's (20 training images),"
                + " 11 % MNIST's redrawn with hard edges."),
        page);
    assertTrue(page.contains("counts as\nwrong"), page);
  }

  @Test
  void thePageOfAModelThatGoesOnTellsFromWhatAndHowItWasMeasured() {
    String page = new ModelReport(card("ef56", 7)).page();
    assertTrue(page.contains("It follows the model with SHA-256 `ef56`."), page);
    assertTrue(page.contains(", 7 % corrections (7)."), page);
    assertTrue(page.contains("are left out"), page);
    assertFalse(page.contains("counts as\nwrong"), page);
  }

  @Test
  void whatWasWrittenAndReadStandsUnderTheMiddleOfItsMistake() throws IOException {
    BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(new ModelReport(CARD).mistakes()));
    // The one mistake is the first cell: 84 pixels broad, from 4 on.
    assertEquals(36, first(sheet, ModelReport.WRITTEN), 2);
    assertEquals(50, first(sheet, ModelReport.READ), 2);
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
  void thePicturesAreWellFormed() throws Exception {
    ModelReport report = new ModelReport(CARD);
    for (String svg : List.of(report.confusion(), report.curves())) {
      assertNotNull(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(
                  new ByteArrayInputStream(svg.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }
    assertNotNull(ImageIO.read(new ByteArrayInputStream(report.mistakes())));
  }
}
