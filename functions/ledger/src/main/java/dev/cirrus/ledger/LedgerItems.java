package dev.cirrus.ledger;

import dev.cirrus.prediction.Box;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Probabilities;
import dev.cirrus.prediction.Source;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Maps entries to items of the table and back; the module's README.md describes the items. */
final class LedgerItems {
  static final String ID = "id";
  static final String OWNER = "owner";
  static final String TIME = "time";
  static final String SOURCE = "source";
  static final String FILE = "file";
  static final String MODEL = "model";
  static final String DIGITS = "digits";
  static final String EXPIRES = "expires";
  static final String LABELS = "labels";
  static final String CORRECTED_AT = "correctedAt";
  static final String CORRECTED_ON = "correctedOn";
  static final String FIRST_CORRECTED_AT = "firstCorrectedAt";

  private static final String PROBABILITIES = "probabilities";
  private static final String PIXELS = "pixels";
  private static final String BOX = "box";

  private LedgerItems() {}

  static Map<String, AttributeValue> item(Prediction prediction, Instant expires) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put(ID, text(prediction.id()));
    item.put(TIME, text(prediction.time().toString()));
    item.put(SOURCE, text(prediction.source().jsonName()));
    item.put(MODEL, text(prediction.model()));
    item.put(DIGITS, list(prediction.digits().stream().map(LedgerItems::digit).toList()));
    item.put(EXPIRES, number(expires.getEpochSecond()));
    if (prediction.owner() != null) {
      item.put(OWNER, text(prediction.owner()));
    }
    if (prediction.file() != null) {
      item.put(FILE, text(prediction.file()));
    }
    return item;
  }

  /** Returns the item of an entry, correction included. */
  static Map<String, AttributeValue> item(LedgerEntry entry) {
    Map<String, AttributeValue> item = item(entry.prediction(), entry.expires());
    Correction correction = entry.correction();
    if (correction != null) {
      item.put(LABELS, labels(entry));
      item.put(CORRECTED_AT, text(correction.at().toString()));
      item.put(CORRECTED_ON, text(correction.on().toString()));
    }
    if (entry.firstCorrectedAt() != null) {
      item.put(FIRST_CORRECTED_AT, text(entry.firstCorrectedAt().toString()));
    }
    return item;
  }

  static LedgerEntry entry(Map<String, AttributeValue> item) {
    Prediction prediction =
        new Prediction(
            value(item, ID).s(),
            Instant.parse(value(item, TIME).s()),
            optional(item, OWNER),
            Source.ofJsonName(value(item, SOURCE).s()).orElseThrow(),
            optional(item, FILE),
            value(item, MODEL).s(),
            value(item, DIGITS).l().stream().map(LedgerItems::digit).toList());
    Correction correction = correction(item);
    String first = optional(item, FIRST_CORRECTED_AT);
    return new LedgerEntry(
        prediction,
        expires(item),
        correction,
        // Older items have only the time of the last correction.
        first != null ? Instant.parse(first) : correction != null ? correction.at() : null);
  }

  static Instant expires(Map<String, AttributeValue> item) {
    return Instant.ofEpochSecond(Long.parseLong(value(item, EXPIRES).n()));
  }

  /** Returns the labels of a corrected entry: for each digit its label, or null. */
  static AttributeValue labels(LedgerEntry entry) {
    Correction correction =
        Objects.requireNonNull(entry.correction(), "expected a corrected entry");
    return list(
        IntStream.range(0, entry.prediction().digits().size())
            .mapToObj(correction.labels()::get)
            .map(label -> label == null ? AttributeValue.fromNul(true) : number(label))
            .toList());
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue value(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "expected an item with the attribute " + name + " but it has none");
    }
    return value;
  }

  private static AttributeValue list(List<AttributeValue> values) {
    return AttributeValue.fromL(values);
  }

  private static AttributeValue digit(ClassifiedDigit digit) {
    Map<String, AttributeValue> map = new HashMap<>();
    map.put(PROBABILITIES, packed(digit.probabilities().values()));
    map.put(PIXELS, AttributeValue.fromB(SdkBytes.fromByteArray(digit.pixels().bytes())));
    Box box = digit.box();
    if (box != null) {
      map.put(
          BOX,
          list(
              List.of(
                  number(box.x()), number(box.y()), number(box.width()), number(box.height()))));
    }
    return AttributeValue.fromM(map);
  }

  private static ClassifiedDigit digit(AttributeValue value) {
    Map<String, AttributeValue> map = value.m();
    return new ClassifiedDigit(
        Probabilities.of(unpacked(value(map, PROBABILITIES))),
        Pixels.ofBytes(value(map, PIXELS).b().asByteArray()),
        map.containsKey(BOX) ? box(value(map, BOX).l()) : null);
  }

  private static Box box(List<AttributeValue> sides) {
    int[] of = sides.stream().mapToInt(side -> Integer.parseInt(side.n())).toArray();
    return new Box(of[0], of[1], of[2], of[3]);
  }

  private static AttributeValue packed(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return AttributeValue.fromB(SdkBytes.fromByteArray(bytes.array()));
  }

  private static float[] unpacked(AttributeValue value) {
    ByteBuffer bytes = value.b().asByteBuffer();
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private static @Nullable Correction correction(Map<String, AttributeValue> item) {
    if (!item.containsKey(LABELS)) {
      return null;
    }
    List<AttributeValue> values = value(item, LABELS).l();
    NavigableMap<Integer, Integer> labels = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).n() != null) {
        labels.put(i, Integer.valueOf(values.get(i).n()));
      }
    }
    return new Correction(labels, Instant.parse(value(item, CORRECTED_AT).s()));
  }

  private static @Nullable String optional(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? item.get(name).s() : null;
  }
}
