package dev.cirrus.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.lambda.Environment;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordConfigTest {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "DEAD_LETTER_QUEUE_URL", "http://localhost/dead-letters",
          "LEDGER_TABLE", "ledger",
          "MODEL_BUCKET", "models",
          "RETENTION_DAYS", "30");

  /** The SDK reads the region itself. */
  @BeforeEach
  void setRegion() {
    System.setProperty("aws.region", "eu-central-1");
  }

  @AfterEach
  void clearRegion() {
    System.clearProperty("aws.region");
  }

  @Test
  void theEnvironmentConfiguresTheFunction() {
    assertEquals(Duration.ofDays(30), RecordConfig.of(new Environment(VARIABLES)).retention());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"DEAD_LETTER_QUEUE_URL", "LEDGER_TABLE", "MODEL_BUCKET", "RETENTION_DAYS"})
  void aMissingVariableIsNamed(String name) {
    Map<String, String> variables = new HashMap<>(VARIABLES);
    variables.remove(name);
    RuntimeException e =
        assertThrows(RuntimeException.class, () -> RecordConfig.of(new Environment(variables)));
    assertTrue(String.valueOf(e.getMessage()).contains(name), e.getMessage());
  }
}
