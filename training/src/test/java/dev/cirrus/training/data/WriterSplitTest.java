package dev.cirrus.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WriterSplitTest {
  private static List<String> writers(String organisation, int count) {
    List<String> writers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      writers.add(organisation + "/writer" + i);
    }
    return writers;
  }

  @Test
  void aFifthOfEachOrganisationIsForTheTestAndATenthForValidation() {
    List<String> all = writers("one", 40);
    all.addAll(writers("two", 10));
    WriterSplit split = WriterSplit.of(all);
    for (String organisation : List.of("one", "two")) {
      List<String> own = all.stream().filter(w -> w.startsWith(organisation)).toList();
      assertEquals(own.size() / 5, count(split, own, WriterSplit.Part.TEST));
      assertEquals(own.size() / 10, count(split, own, WriterSplit.Part.VALIDATION));
    }
  }

  private static int count(WriterSplit split, List<String> writers, WriterSplit.Part part) {
    return (int) writers.stream().filter(writer -> split.part(writer) == part).count();
  }

  @Test
  void evenATinyOrganisationHasATestWriter() {
    assertEquals(1, count(WriterSplit.of(writers("x", 2)), writers("x", 2), WriterSplit.Part.TEST));
  }

  @Test
  void theOrderOfTheWritersDoesNotMatter() {
    List<String> all = writers("one", 30);
    WriterSplit split = WriterSplit.of(all);
    List<String> mixed = new ArrayList<>(all);
    Collections.shuffle(mixed, new Random(1));
    WriterSplit again = WriterSplit.of(mixed);
    all.forEach(writer -> assertEquals(split.part(writer), again.part(writer)));
  }

  @Test
  void anUnknownWriterIsRejected() {
    WriterSplit split = WriterSplit.of(writers("one", 3));
    assertThrows(IllegalArgumentException.class, () -> split.part("two/someone"));
  }
}
