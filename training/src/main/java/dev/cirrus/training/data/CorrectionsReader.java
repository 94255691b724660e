package dev.cirrus.training.data;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads corrected digits as {@code GET /dataset} gives them: a label, then 784 values 0–255. */
final class CorrectionsReader {
  private CorrectionsReader() {}

  /** All rows, with or without a header line; {@code name} is what an error calls the file. */
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
                  + fields.length
                  + " fields where a label and 784"
                  + " values belong.");
        }
        labels.write(value(fields[0], 9, name, number));
        for (int i = 1; i < fields.length; i++) {
          pixels.write(value(fields[i], 255, name, number));
        }
      }
    } catch (IOException e) {
      throw new BadDataException(name + " cannot be read: " + e.getMessage(), e);
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
      // The same complaint as for a number out of its range.
    }
    throw new BadDataException(
        name + ", line " + line + ": \"" + text + "\" is no number from 0 to " + greatest + ".");
  }
}
