package dev.cirrus.history;

import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.json.Json;
import dev.cirrus.ledger.Correction;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.prediction.DatasetCsv;
import dev.cirrus.prediction.Pixels;
import java.util.Locale;

/** The forms in which a data set is handed out. */
enum DatasetFormat {
  CSV("text/csv") {
    @Override
    String head() {
      return DatasetCsv.HEADER;
    }

    @Override
    String row(int label, Pixels pixels) {
      return DatasetCsv.row(label, pixels);
    }
  },

  JSON_LINES("application/x-ndjson") {
    @Override
    String head() {
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

  /** What stands before the rows. */
  abstract String head();

  /** One digit, with the line's end. */
  abstract String row(int label, Pixels pixels);

  /** All the digits of a corrected entry, a row each. */
  String rows(LedgerEntry entry) {
    Correction correction = entry.correction();
    if (correction == null) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < correction.labels().size(); i++) {
      rows.append(row(correction.labels().get(i), entry.prediction().digits().get(i).pixels()));
    }
    return rows.toString();
  }

  /** The form that an {@code Accept} header prefers; the first of two that it likes as much. */
  static DatasetFormat accepted(String header) {
    DatasetFormat best = CSV;
    double liking = 0;
    for (DatasetFormat form : values()) {
      double its = form.liking(header);
      if (its > liking) {
        best = form;
        liking = its;
      }
    }
    if (liking == 0) {
      throw new ProblemException(
          ProblemType.NOT_ACCEPTABLE, "Accept text/csv or application/x-ndjson.");
    }
    return best;
  }

  /** What the most particular of the header's ranges that fits this form gives it, 0 to 1. */
  private double liking(String header) {
    double liking = 0;
    int particular = -1;
    for (String range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      int itsParticular = particular(parts[0].strip());
      if (itsParticular > particular) {
        particular = itsParticular;
        liking = quality(parts);
      }
    }
    return liking;
  }

  private int particular(String range) {
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
