package dev.cirrus.bench.reading;

/**
 * A request of the benchmark and the expected digits.
 *
 * @param set the set of samples that it belongs to
 * @param collection the part of the set, such as the collection of the writer
 * @param body a picture, or JSON with one image of 784 values
 * @param expected the digits, lines separated by a line break; empty if there are none
 */
// Samples are never compared; copying every picture would only cost memory.
@SuppressWarnings("ArrayRecordComponent")
public record ReadingSample(
    String set, String collection, byte[] body, String contentType, String expected) {
  static ReadingSample png(String set, String collection, byte[] png, String expected) {
    return new ReadingSample(set, collection, png, "image/png", expected);
  }

  static ReadingSample jpeg(String set, String collection, byte[] jpeg, String expected) {
    return new ReadingSample(set, collection, jpeg, "image/jpeg", expected);
  }

  boolean isPicture() {
    return contentType.startsWith("image/");
  }
}
