package dev.cirrus.history;

import dev.cirrus.http.OwnerKey;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import java.nio.charset.StandardCharsets;

/**
 * Searches for cursors that were not issued but are accepted, or that fail otherwise. {@code
 * ./cirrus fuzz parsers} runs it.
 */
public final class CursorFuzzer {
  private static final OwnerKey OWNER = OwnerKey.ofHeader("Bearer owner-owner-owner-owner");

  private CursorFuzzer() {}

  /** Called by Jazzer with each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    String cursor = new String(input, StandardCharsets.UTF_8);
    for (Cursor list : Cursor.values()) {
      String id;
      try {
        id = list.id(cursor, OWNER);
      } catch (ProblemException e) {
        if (e.problem().type() != ProblemType.INVALID_CURSOR) {
          throw new AssertionError("expected an invalid cursor but got " + e.problem(), e);
        }
        continue;
      }
      if (!list.after(id, OWNER).equals(cursor)) {
        throw new AssertionError(cursor + " was not issued but is accepted");
      }
    }
  }
}
