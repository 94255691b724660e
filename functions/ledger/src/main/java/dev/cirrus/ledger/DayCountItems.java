package dev.cirrus.ledger;

import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Maps a day's counts to items of the table and back; each item holds a share of the counts. */
final class DayCountItems {
  private static final String PREFIX = "day#";
  private static final String DIGIT = "d";
  private static final String UNSURE = "unsure";
  private static final String CORRECTIONS = "corrections";

  private DayCountItems() {}

  static String id(LocalDate day, int shard) {
    return PREFIX + day + "#" + shard;
  }

  /** Returns the amounts to add to an item's attributes, by name, without zeros. */
  static SortedMap<String, Long> numbers(DayCounts counts) {
    SortedMap<String, Long> numbers = new TreeMap<>();
    for (int digit = 0; digit < 10; digit++) {
      numbers.put(DIGIT + digit, counts.digits().get(digit));
    }
    numbers.put(UNSURE, counts.unsure());
    numbers.put(CORRECTIONS, counts.corrections());
    numbers.values().removeIf(number -> number == 0);
    return numbers;
  }

  static DayCounts counts(Map<String, AttributeValue> item) {
    String id = LedgerItems.value(item, LedgerItems.ID).s();
    return new DayCounts(
        LocalDate.parse(id.substring(PREFIX.length(), id.lastIndexOf('#'))),
        IntStream.range(0, 10).mapToObj(digit -> number(item, DIGIT + digit)).toList(),
        number(item, UNSURE),
        number(item, CORRECTIONS));
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Long.parseLong(LedgerItems.value(item, name).n()) : 0;
  }
}
