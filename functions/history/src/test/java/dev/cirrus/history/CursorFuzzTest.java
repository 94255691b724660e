package dev.cirrus.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cirrus.http.OwnerKey;
import dev.cirrus.testsupport.Fuzzing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Starts {@link CursorFuzzer} with valid cursors of its owner and of another one. */
final class CursorFuzzTest {
  private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

  @Test
  @EnabledIfSystemProperty(
      named = Fuzzing.SECONDS,
      matches = "\\d+",
      disabledReason = "it searches for as long as asked: ./cirrus fuzz parsers runs it")
  void everyCursorThatTheFuzzerFindsWasIssuedOrIsRefused(@TempDir Path cursors) throws Exception {
    for (String owner : new String[] {"owner-owner-owner-owner", "other-other-other-other"}) {
      for (Cursor list : Cursor.values()) {
        String cursor = list.after(ID, OwnerKey.ofHeader("Bearer " + owner));
        Files.write(
            cursors.resolve(list + "-" + owner), cursor.getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertEquals(
        0, Fuzzing.run(CursorFuzzer.class, cursors), "add target/crash-* to HistoryHandlerTest");
  }
}
