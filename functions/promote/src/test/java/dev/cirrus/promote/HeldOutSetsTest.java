package dev.cirrus.promote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.classifier.EvaluationSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HeldOutSetsTest {
  private static final EvaluationSet ONE = set("one", (byte) 1, (byte) 9);
  private static final EvaluationSet TWO = set("two", (byte) 2, (byte) 9);

  private static EvaluationSet set(String name, byte label, byte pixel) {
    byte[] pixels = new byte[784];
    pixels[0] = pixel;
    return new EvaluationSet(name, new byte[] {label}, pixels);
  }

  @Test
  void onlyPinnedSetsAreAccepted() {
    HeldOutSets both = HeldOutSets.of(ONE.sha256() + "," + TWO.sha256());
    assertEquals(Optional.empty(), both.refusal(List.of(ONE, TWO)));
    assertEquals(Optional.empty(), both.refusal(List.of(TWO)));
    for (EvaluationSet changed :
        List.of(
            set("another", (byte) 1, (byte) 9),
            set("one", (byte) 2, (byte) 9),
            set("one", (byte) 1, (byte) 8))) {
      String reason = both.refusal(List.of(TWO, changed)).orElse("");
      assertTrue(reason.contains(changed.sha256()), reason);
    }
  }

  @Test
  void theSetsOfThePublishedDataArePinnedByDefault() {
    Set<String> published = EvaluationSet.PUBLISHED_SHA256;
    assertEquals(published, HeldOutSets.of("").hashes());
    assertEquals(published, HeldOutSets.of(null).hashes());
  }
}
