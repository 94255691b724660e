package dev.cirrus.promote;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.ledger.Correction;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.Pixels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares how the candidate and the current model classify recorded predictions. It decides
 * nothing: most of them have no label, and labels by owners may be wrong or hostile.
 */
final class ShadowEvaluation {
  private final int[][] confusions = new int[10][10];
  private int digits;
  private int agreed;
  private int corrected;
  private int candidateRight;
  private int currentRight;

  private ShadowEvaluation() {}

  private record LabelledPixels(Pixels pixels, @Nullable Integer label) {}

  static ShadowEvaluation of(Classifier candidate, Classifier current, List<LedgerEntry> entries) {
    List<LabelledPixels> samples = samples(entries);
    ShadowEvaluation shadow = new ShadowEvaluation();
    float[][] images = samples.stream().map(it -> image(it.pixels())).toArray(float[][]::new);
    List<Classification> candidates = candidate.classify(images);
    List<Classification> currents = current.classify(images);
    for (int i = 0; i < images.length; i++) {
      shadow.count(
          currents.get(i).mostLikelyDigit(),
          candidates.get(i).mostLikelyDigit(),
          samples.get(i).label());
    }
    return shadow;
  }

  private static List<LabelledPixels> samples(List<LedgerEntry> entries) {
    List<LabelledPixels> samples = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      Correction correction = entry.correction();
      List<ClassifiedDigit> digits = entry.prediction().digits();
      for (int i = 0; i < digits.size(); i++) {
        samples.add(
            new LabelledPixels(
                digits.get(i).pixels(), correction == null ? null : correction.labels().get(i)));
      }
    }
    return samples;
  }

  private void count(int current, int candidate, @Nullable Integer label) {
    digits++;
    agreed += current == candidate ? 1 : 0;
    confusions[current][candidate]++;
    if (label != null) {
      corrected++;
      candidateRight += candidate == label ? 1 : 0;
      currentRight += current == label ? 1 : 0;
    }
  }

  void writeTo(JsonGenerator json) throws IOException {
    json.writeNumberField("digits", digits);
    json.writeNumberField("agreed", agreed);
    json.writeArrayFieldStart("confusions");
    for (int current = 0; current < 10; current++) {
      for (int candidate = 0; candidate < 10; candidate++) {
        if (current != candidate && confusions[current][candidate] > 0) {
          json.writeStartObject();
          json.writeNumberField("current", current);
          json.writeNumberField("candidate", candidate);
          json.writeNumberField("count", confusions[current][candidate]);
          json.writeEndObject();
        }
      }
    }
    json.writeEndArray();
    json.writeObjectFieldStart("corrected");
    json.writeNumberField("digits", corrected);
    json.writeNumberField("candidateRight", candidateRight);
    json.writeNumberField("currentRight", currentRight);
    json.writeEndObject();
  }

  private static float[] image(Pixels pixels) {
    float[] image = new float[Pixels.COUNT];
    for (int i = 0; i < image.length; i++) {
      image[i] = pixels.at(i) / 255f;
    }
    return image;
  }
}
