package dev.cirrus.training.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.cirrus.training.TrainingOptions;
import dev.cirrus.training.data.BadDataException;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.distributed.Checkpoint;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.evaluation.EvaluationResults;
import dev.cirrus.training.evaluation.Metrics;
import dev.cirrus.training.network.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/**
 * What is known of a model, as {@code card.json} tells it.
 *
 * @param version the model's name
 * @param sha256 of the model's file
 * @param bytes its size
 * @param base SHA-256 of the model it went on from; empty if it began anew
 * @param temperature by which the outputs are divided
 */
public record TrainedModel(
    String version,
    String sha256,
    int bytes,
    String base,
    TrainingOptions arguments,
    Recipe recipe,
    float temperature,
    Datasets materials,
    List<Checkpoint.Point> curve,
    EvaluationResults results) {
  /** The property that says what a run goes on with from here: weights, or recipe. */
  private static final String NEXT = "next";

  public TrainedModel {
    curve = List.copyOf(curve);
  }

  /** Whether a run that goes on from this model begins anew by its recipe, not with its weights. */
  public static boolean wantsItsRecipe(byte[] card, String name) {
    try (JsonParser json = new JsonFactory().createParser(card)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals(NEXT)) {
          return "recipe".equals(json.nextTextValue());
        }
      }
      return false;
    } catch (IOException e) {
      throw new BadDataException(name + " is no card: " + e.getMessage(), e);
    }
  }

  public byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("version", version);
      json.writeStringField("sha256", sha256);
      json.writeNumberField("bytes", this.bytes);
      json.writeObjectFieldStart("contract");
      json.writeStringField("input", "image: float32 [n, 784], 0-1, ink bright on dark");
      json.writeStringField("output", "probabilities: float32 [n, 10]");
      json.writeEndObject();
      training(json);
      data(json);
      results(json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new IllegalStateException("memory takes any bytes", e);
    }
    return bytes.toByteArray();
  }

  private void training(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("training");
    json.writeStringField("recipe", recipe.name());
    if (!base.isEmpty()) {
      json.writeStringField("base", base);
    }
    json.writeStringField(NEXT, "weights");
    json.writeStringField("network", recipe.shape());
    json.writeNumberField("seed", arguments.seed());
    json.writeNumberField("executors", arguments.executors());
    json.writeNumberField("images", recipe.images());
    json.writeNumberField("rounds", recipe.rounds());
    json.writeNumberField("batch", recipe.batch());
    number(json, "rate", recipe.rate());
    number(json, "decay", recipe.decay());
    json.writeObjectFieldStart("shares");
    number(json, "mnist", recipe.mnist());
    number(json, "mnistRedrawn", recipe.redrawn());
    number(json, "penDigits", recipe.pen());
    number(json, "letters", recipe.letters());
    number(json, "corrections", recipe.corrected());
    json.writeEndObject();
    number(json, "distortion", recipe.strength());
    number(json, "temperature", temperature);
    json.writeArrayFieldStart("curve");
    for (Checkpoint.Point point : curve) {
      json.writeStartObject();
      json.writeNumberField("images", point.images());
      number(json, "loss", point.loss());
      if (!Double.isNaN(point.mnist())) {
        number(json, "mnistValidation", point.mnist());
      }
      if (!Double.isNaN(point.pen())) {
        number(json, "penValidation", point.pen());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void data(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("data");
    json.writeObjectFieldStart("sha256");
    for (var file : new TreeMap<>(materials.hashes()).entrySet()) {
      json.writeStringField(file.getKey(), file.getValue());
    }
    json.writeEndObject();
    TrainingSet lessons = materials.lessons();
    json.writeNumberField("mnistTraining", lessons.mnist().count());
    json.writeNumberField("mnistValidation", materials.mnistValidation().count());
    json.writeNumberField("penDigits", lessons.digits().size());
    json.writeNumberField("penFragmentsLeftOut", materials.fragments());
    json.writeNumberField("letters", lessons.letters().size());
    json.writeNumberField("corrections", lessons.corrections().count());
    json.writeNumberField("validationWritings", materials.validation().size());
    json.writeNumberField("testWritings", materials.test().size());
    json.writeEndObject();
  }

  private void results(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("results");
    number(json, "onnxAgreesWithin", results.agreement());
    for (Metrics marks : results.sets()) {
      json.writeObjectFieldStart(marks.name());
      number(json, "accuracy", marks.accuracy());
      json.writeNumberField("count", marks.count());
      json.writeNumberField("wrong", marks.count() - marks.right());
      number(json, "expectedCalibrationError", marks.calibrationError());
      number(json, "loss", marks.loss());
      json.writeArrayFieldStart("classes");
      for (int digit = 0; digit < Network.CLASSES; digit++) {
        json.writeStartObject();
        json.writeNumberField("digit", digit);
        json.writeNumberField("count", marks.written(digit));
        number(json, "recall", marks.recall(digit));
        number(json, "precision", marks.precision(digit));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("confusion");
      for (int[] row : marks.confusion()) {
        json.writeArray(row, 0, row.length);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    if (!Double.isNaN(results.strings())) {
      number(json, "stringsWhollyRight", results.strings());
    }
    if (!Double.isNaN(results.letters())) {
      number(json, "lettersAuroc", results.letters());
    }
    if (!results.grid().isEmpty()) {
      json.writeObjectFieldStart("grid");
      number(json, "plainCellsMean", results.plainCells());
      number(json, "worstCell", results.worstCell());
      json.writeObjectFieldStart("cells");
      for (var cell : new TreeMap<>(results.grid()).entrySet()) {
        number(json, cell.getKey(), cell.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** Six digits say all there is to say. */
  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeNumberField(
        name,
        new java.math.BigDecimal(value).round(new java.math.MathContext(6)).stripTrailingZeros());
  }
}
