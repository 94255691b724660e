package dev.cirrus.predict.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cirrus.testsupport.Fuzzing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Loads models that were damaged at random, a few with each build. */
final class ModelFuzzTest {
  private static final int MODELS = 20;
  private static final int MAX_EDITS = 30;

  @Test
  void aDamagedModelIsUsedOrRefused() {
    Random random = new Random(1);
    for (int i = 0; i < MODELS; i++) {
      byte[] edits = new byte[5 * (1 + random.nextInt(MAX_EDITS))];
      random.nextBytes(edits);
      // Most of the file consists of weights; its structure is at the beginning.
      ByteBuffer positions = ByteBuffer.wrap(edits);
      for (int at = 0; at < edits.length; at += 10) {
        positions.putInt(at, random.nextInt(2_000));
      }
      ModelFuzzer.fuzzerTestOneInput(input(2, edits));
      ModelFuzzer.fuzzerTestOneInput(input(1, edits));
    }
  }

  @Test
  void aDamagedPointerIsRefused() {
    for (String json : new String[] {"", "{", "[]", "null", "{\"version\":1,\"sha256\":{}}"}) {
      ModelFuzzer.fuzzerTestOneInput(input(0, json.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static byte[] input(int kind, byte[] rest) {
    return ByteBuffer.allocate(1 + rest.length).put((byte) kind).put(rest).array();
  }

  @Test
  @EnabledIfSystemProperty(
      named = Fuzzing.SECONDS,
      matches = "\\d+",
      disabledReason = "it searches for as long as asked: ./cirrus fuzz parsers runs it")
  void everyModelThatTheFuzzerFindsIsUsedOrRefused() throws IOException, InterruptedException {
    assertEquals(0, Fuzzing.run(ModelFuzzer.class), "add target/crash-* to the tests above");
  }
}
