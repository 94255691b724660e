package dev.cirrus.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** The card for programs and the page for people. */
final class ReportTest {
  private static final Card CARD = card();

  private static Card card() {
    float[] sure = new float[10];
    sure[9] = 1;
    Answer wrong = new Answer(4, new byte[Images.PIXELS], sure);
    Answer right = new Answer(9, new byte[Images.PIXELS], sure);
    Images images = TinyData.images(20, 1);
    Images none = images.slice(0, 0);
    Results results =
        new Results(
            List.of(Marks.of("MNIST test", List.of(right, wrong))),
            0.97,
            0.99,
            Map.of("plain a", 0.9, "dotted a", 0.8),
            1e-6,
            List.of(wrong));
    return new Card(
        "1.2.3",
        "ab12",
        1000,
        "",
        Arguments.parse(List.of()),
        Recipe.full(),
        1.1f,
        new Materials(
            new Lessons(images, List.of(), List.of(), none),
            images,
            images,
            List.of(),
            List.of(),
            0,
            Map.of("mnist/x.gz", "cd34")),
        List.of(
            new Checkpoint.Point(100, 0.5, 0.98, 0.97),
            new Checkpoint.Point(200, 0.3, Double.NaN, Double.NaN)),
        results);
  }

  @Test
  void theCardSaysWhatARunGoesOnWith() {
    byte[] json = CARD.json();
    assertFalse(Card.wantsItsRecipe(json, "card.json"));
    String other =
        new String(json, StandardCharsets.UTF_8)
            .replace("\"next\" : \"weights\"", "\"next\" : \"recipe\"");
    assertTrue(Card.wantsItsRecipe(other.getBytes(StandardCharsets.UTF_8), "card.json"));
    assertFalse(Card.wantsItsRecipe("{}".getBytes(StandardCharsets.UTF_8), "card.json"));
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
    String page = new Report(CARD).page();
    assertTrue(page.contains("| MNIST test | 50.00 % | 1 of 2 |"), page);
    assertTrue(page.contains("model-card/mistakes.png"), page);
  }

  @Test
  void thePicturesAreWellFormed() throws Exception {
    Report report = new Report(CARD);
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
