package dev.cirrus.prediction;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The CSV format of labelled digits, for downloads and for training jobs. */
public final class DatasetCsv {
  /** The header line with the columns' names. */
  public static final String HEADER =
      "label,"
          + IntStream.range(0, Pixels.COUNT)
              .mapToObj(i -> "pixel" + i)
              .collect(Collectors.joining(","))
          + "\n";

  private DatasetCsv() {}

  /** Returns a line with a digit's label and its values from 0 (paper) to 255 (ink), row by row. */
  public static String row(int label, Pixels pixels) {
    StringBuilder row = new StringBuilder(2 * Pixels.COUNT + 64).append(label);
    for (int i = 0; i < Pixels.COUNT; i++) {
      row.append(',').append(pixels.at(i));
    }
    return row.append('\n').toString();
  }
}
