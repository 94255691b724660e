package dev.cirrus.http;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ProblemTypeTest {
  /** Maven runs tests in the module's folder. */
  private static final Path DESCRIPTION = Path.of("..", "..", "api", "openapi.yaml");

  @Test
  void theOpenApiDescriptionListsTheSameTypes() throws IOException {
    List<String> described =
        Pattern.compile("^ +- (/problems/\\S+)$", Pattern.MULTILINE)
            .matcher(Files.readString(DESCRIPTION))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertEquals(Arrays.stream(ProblemType.values()).map(ProblemType::uri).toList(), described);
  }

  @Test
  void aProblemIsWrittenInTheFormatOfRfc9457() {
    assertEquals(
        json(
            """
            {
              "type": "/problems/nothing-drawn",
              "title": "Nothing drawn",
              "status": 422,
              "detail": "Draw a digit."
            }
            """),
        json(new Problem(ProblemType.NOTHING_DRAWN, "Draw a digit.").toJson()));
  }
}
