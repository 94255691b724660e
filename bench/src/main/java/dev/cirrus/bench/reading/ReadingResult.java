package dev.cirrus.bench.reading;

import java.util.List;

/**
 * The response to a request.
 *
 * @param status the HTTP status
 * @param text the digits that were read, lines separated by a line break; empty if there were none
 * @param confidences the confidence of each digit
 * @param millis the response time
 */
record ReadingResult(
    ReadingSample sample, int status, String text, List<Double> confidences, double millis) {
  ReadingResult {
    confidences = List.copyOf(confidences);
  }

  /** Returns whether exactly the expected digits were read. */
  boolean right() {
    return digits(text).equals(digits(sample.expected()));
  }

  int expectedDigits() {
    return digits(sample.expected()).length();
  }

  /** Returns the number of expected digits minus the edit distance of the text, at least 0. */
  int rightDigits() {
    String expected = digits(sample.expected());
    return Math.max(0, expected.length() - edits(expected, digits(text)));
  }

  private static String digits(String text) {
    return text.replace("\n", "");
  }

  /** Returns the Levenshtein distance. */
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
