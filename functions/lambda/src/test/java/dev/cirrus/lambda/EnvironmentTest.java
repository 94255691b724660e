package dev.cirrus.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class EnvironmentTest {
  private static final Environment ENVIRONMENT =
      new Environment(Map.of("LEDGER_TABLE", "ledger", "MODEL_BUCKET", ""));

  @Test
  void aVariableIsReturnedByItsName() {
    assertEquals("ledger", ENVIRONMENT.required("LEDGER_TABLE"));
    assertEquals("ledger", ENVIRONMENT.optional("LEDGER_TABLE"));
    assertNull(ENVIRONMENT.optional("ALLOWED_ORIGIN"));
  }

  @Test
  void aRequiredVariableThatIsMissingOrEmptyIsNamed() {
    for (String name : new String[] {"MODEL_BUCKET", "ABSENT"}) {
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> ENVIRONMENT.required(name));
      assertTrue(String.valueOf(e.getMessage()).contains(name), e.getMessage());
    }
  }
}
