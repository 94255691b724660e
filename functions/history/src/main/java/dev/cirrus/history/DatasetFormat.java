package dev.cirrus.history;

import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.json.Json;
import dev.cirrus.ledger.Correction;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.prediction.DatasetCsv;
import dev.cirrus.prediction.Pixels;
import java.util.Locale;

/** The media types in which a dataset is exported. */
enum DatasetFormat {
  CSV("text/csv") {
    @Override
    String header() {
      return DatasetCsv.HEADER;
    }

    @Override
    String row(int label, Pixels pixels) {
      return DatasetCsv.row(label, pixels);
    }
  },

  JSON_LINES("application/x-ndjson") {
    @Override
    String header() {
      return "";
    }

    @Override
    String row(int label, Pixels pixels) {
      return Json.write(json -> {
        json.writeStartObject();
        json.writeNumberField("label", label);
        json.writeArrayFieldStart("image");
        for (int i = 0; i < Pixels.COUNT; i++) {
          json.writeNumber(pixels.at(i));
        }
        json.writeEndArray();
        json.writeEndObject();
      })
          + "\n";
    }
  };

  private final String mediaType;

  DatasetFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /** Returns the text before the rows. */
  abstract String header();

  /** Returns one digit as a line. */
  abstract String row(int label, Pixels pixels);

  /** Returns a line for each labelled digit of an entry. */
  String rows(LedgerEntry entry) {
    Correction correction = entry.correction();
    if (correction == null) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    correction
        .labels()
        .forEach((position, label) ->
            rows.append(row(label, entry.prediction().digits().get(position).pixels())));
    return rows.toString();
  }

  /**
   * Negotiates the format by an {@code Accept} header; returns the first if it prefers both
   * equally.
   *
   * @throws ProblemException if the header accepts neither
   */
  static DatasetFormat accepted(String header) {
    DatasetFormat best = CSV;
    double bestQuality = 0;
    for (DatasetFormat format : values()) {
      double quality = format.qualityIn(header);
      if (quality > bestQuality) {
        best = format;
        bestQuality = quality;
      }
    }
    if (bestQuality == 0) {
      throw new ProblemException(
          ProblemType.NOT_ACCEPTABLE, "Accept text/csv or application/x-ndjson.");
    }
    return best;
  }

  /** Returns the quality, 0 to 1, of the header's most specific range that includes this type. */
  private double qualityIn(String header) {
    double quality = 0;
    int specificity = -1;
    for (String range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      int rangeSpecificity = specificity(parts[0].strip());
      if (rangeSpecificity > specificity) {
        specificity = rangeSpecificity;
        quality = quality(parts);
      }
    }
    return quality;
  }

  private int specificity(String range) {
    if (range.equals(mediaType)) {
      return 2;
    }
    if (range.equals(mediaType.substring(0, mediaType.indexOf('/')) + "/*")) {
      return 1;
    }
    return range.equals("*/*") || range.isEmpty() ? 0 : -1;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Math.clamp(Double.parseDouble(parameter.substring(2)), 0, 1);
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
