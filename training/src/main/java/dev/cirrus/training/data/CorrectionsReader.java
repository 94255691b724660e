package dev.cirrus.training.data;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads corrected digits as {@code GET /dataset} exports them: a label and 784 values 0–255. */
final class CorrectionsReader {
  private CorrectionsReader() {}

  /** Reads all rows, with or without a header line; errors call the file {@code name}. */
  static LabeledImages read(InputStream csv, String name) {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    int number = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank() || (number == 1 && line.startsWith("label"))) {
          continue;
        }
        String[] fields = line.trim().split(",", -1);
        if (fields.length != LabeledImages.PIXELS + 1) {
          throw new BadDataException(
              name
                  + ", line "
                  + number
                  + ": "
                  + "expected a label and 784 values but got "
                  + fields.length
                  + " fields.");
        }
        labels.write(value(fields[0], 9, name, number));
        for (int i = 1; i < fields.length; i++) {
          pixels.write(value(fields[i], 255, name, number));
        }
      }
    } catch (IOException e) {
      throw new BadDataException(name + " could not be read: " + e.getMessage(), e);
    }
    return new LabeledImages(pixels.toByteArray(), labels.toByteArray());
  }

  private static int value(String text, int greatest, String name, int line) {
    try {
      double value = Double.parseDouble(text.trim());
      if (value >= 0 && value <= greatest) {
        return (int) Math.round(value);
      }
    } catch (NumberFormatException e) {
      // Reported like a number out of range.
    }
    throw new BadDataException(
        name
            + ", line "
            + line
            + ": expected a number from 0 to "
            + greatest
            + " but got \""
            + text
            + "\".");
  }
}
