package dev.cirrus.bench.reading;

import java.util.List;

/**
 * What came back for a request.
 *
 * @param status of the HTTP answer
 * @param text the digits that were read, lines separated by a line break; empty where none were
 * @param confidences of the digits
 * @param millis from request to answer
 */
record ReadingResult(
    ReadingSample sample, int status, String text, List<Double> confidences, double millis) {
  ReadingResult {
    confidences = List.copyOf(confidences);
  }

  /** Whether exactly the expected digits were read. */
  boolean right() {
    return digits(text).equals(digits(sample.expected()));
  }

  int expectedDigits() {
    return digits(sample.expected()).length();
  }

  /** Digits read right: the expected ones less the edits that the text needs, at least none. */
  int rightDigits() {
    String expected = digits(sample.expected());
    return Math.max(0, expected.length() - edits(expected, digits(text)));
  }

  private static String digits(String text) {
    return text.replace("\n", "");
  }

  /** Levenshtein's distance. */
  private static int edits(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
