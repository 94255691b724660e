package dev.cirrus.training.report;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Metrics;
import dev.cirrus.training.augmentation.SampleSource;
import dev.cirrus.training.data.BadDataException;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.distributed.Checkpoint;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.evaluation.EvaluationResults;
import dev.cirrus.training.network.NetworkTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The content of {@code card.json}; its components are the properties. */
public record CardJson(
    String version,
    String sha256,
    int bytes,
    Contract contract,
    Training training,
    Data data,
    Map<String, Object> results,
    // What the promotion gate adds.
    @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> other) {
  private static final String ONNX_DIFFERENCE = "onnxAgreesWithin";

  /** Figures are written with this many digits. */
  private static final MathContext PRECISION = new MathContext(6);

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .registerModule(
              new SimpleModule()
                  .addSerializer(Double.class, new RoundedSerializer())
                  .addSerializer(double.class, new RoundedSerializer()));

  public CardJson {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(data, "data");
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    other = Collections.unmodifiableMap(new LinkedHashMap<>(other));
  }

  record Contract(String input, String output) {}

  /**
   * How the model was trained.
   *
   * @param next what a run that continues from this model starts with: its "weights", or the whole
   *     "recipe" again
   */
  @JsonInclude(Include.NON_NULL)
  public record Training(
      String recipe,
      @Nullable String base,
      String next,
      TrainedModel.Trainer trainedOn,
      String network,
      long seed,
      int executors,
      long images,
      int rounds,
      int batch,
      double rate,
      double decay,
      Map<String, Double> shares,
      double distortion,
      double temperature,
      List<CurvePoint> curve) {
    public Training {
      Objects.requireNonNull(recipe, "training.recipe");
      Objects.requireNonNull(next, "training.next");
      Objects.requireNonNull(trainedOn, "training.trainedOn");
      Objects.requireNonNull(network, "training.network");
      shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
      curve = List.copyOf(curve);
    }

    static Training of(TrainedModel model) {
      Recipe recipe = model.recipe();
      Map<String, Double> shares = new LinkedHashMap<>();
      for (SampleSource source : SampleSource.values()) {
        shares.put(source.key(), recipe.mixture().share(source));
      }
      String base = model.file().base();
      return new Training(
          recipe.name(),
          base.isEmpty() ? null : base,
          "weights",
          model.trainer(),
          recipe.shape(),
          recipe.seed(),
          recipe.executors(),
          recipe.schedule().images(),
          recipe.schedule().rounds(),
          recipe.schedule().batchSize(),
          recipe.schedule().learningRate(),
          NetworkTrainer.WEIGHT_DECAY,
          shares,
          recipe.distortion(),
          model.calibration().temperature(),
          model.curve().stream().map(CurvePoint::of).toList());
    }
  }

  /**
   * A point of the learning curve.
   *
   * @param mnistValidation accuracy on MNIST's validation images; null where it was not measured
   * @param penValidation accuracy on pen digits of the validation writers; null likewise
   */
  @JsonInclude(Include.NON_NULL)
  public record CurvePoint(
      long images, double loss, @Nullable Double mnistValidation, @Nullable Double penValidation) {
    static CurvePoint of(Checkpoint.Point point) {
      return new CurvePoint(
          point.images(),
          point.loss(),
          point.accuracy().get(Checkpoint.Point.MNIST),
          point.accuracy().get(Checkpoint.Point.PEN));
    }
  }

  /** The data of the training and the evaluation: SHA-256 by the files' names, and counts. */
  public record Data(
      Map<String, String> sha256,
      int mnistTraining,
      int mnistValidation,
      int penDigits,
      int penFragmentsLeftOut,
      int letters,
      int corrections,
      int validationWritings,
      int testWritings) {
    public Data {
      sha256 = Collections.unmodifiableMap(new TreeMap<>(sha256));
    }

    static Data of(Datasets datasets) {
      TrainingSet set = datasets.trainingSet();
      return new Data(
          datasets.hashes(),
          set.mnist().count(),
          datasets.mnistValidation().count(),
          set.digits().size(),
          datasets.fragments(),
          set.letters().size(),
          set.corrections().count(),
          datasets.validation().size(),
          datasets.test().size());
    }
  }

  // Compared nowhere.
  @SuppressWarnings("ArrayRecordComponent")
  record SetResults(
      double accuracy,
      int count,
      int wrong,
      double expectedCalibrationError,
      List<Metrics.CalibrationBin> calibration,
      double loss,
      List<DigitResults> classes,
      int[][] confusion) {
    static SetResults of(Metrics metrics) {
      return new SetResults(
          metrics.accuracy(),
          metrics.count(),
          metrics.count() - metrics.correct(),
          metrics.calibrationError(),
          metrics.calibrationBins(),
          metrics.loss(),
          IntStream.range(0, Classification.DIGITS)
              .mapToObj(digit ->
                  new DigitResults(
                      digit, metrics.count(digit), metrics.recall(digit), metrics.precision(digit)))
              .toList(),
          metrics.confusion());
    }
  }

  record DigitResults(int digit, int count, double recall, double precision) {}

  record Grid(double plainCellsMean, double worstCell, Map<String, Double> cells) {}

  /** Describes a model. */
  public static CardJson of(TrainedModel model) {
    return new CardJson(
        model.file().version(),
        model.file().sha256(),
        model.file().bytes(),
        new Contract(
            "image: float32 [n, 784], 0-1, ink bright on dark",
            "probabilities: float32 [n, 11], the digits 0-9 and \"not a digit\""),
        Training.of(model),
        Data.of(model.datasets()),
        results(model.results(), model.calibration().onnxDifference()),
        Map.of());
  }

  /**
   * Parses a card that this class wrote.
   *
   * @param name what errors call the file
   */
  public static CardJson parse(byte[] json, String name) {
    try {
      return JSON.readValue(json, CardJson.class);
    } catch (IOException e) {
      throw new BadDataException(
          name
              + " is not a card of this version: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  /** Returns the card of the same model with the results of another evaluation. */
  public CardJson withResults(EvaluationResults evaluated) {
    return new CardJson(
        version,
        sha256,
        bytes,
        contract,
        training,
        data,
        results(evaluated, results.get(ONNX_DIFFERENCE)),
        other);
  }

  /** Whether the model continues from another one. */
  @JsonIgnore
  public boolean isContinued() {
    return training.base() != null;
  }

  private static Map<String, Object> results(
      EvaluationResults results, @Nullable Object onnxDifference) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (onnxDifference != null) {
      json.put(ONNX_DIFFERENCE, onnxDifference);
    }
    results.sets().forEach((name, metrics) -> json.put(name, SetResults.of(metrics)));
    EvaluationResults.PenResults pen = results.pen();
    if (pen != null) {
      json.put("stringsWhollyRight", pen.stringAccuracy());
      if (!Double.isNaN(pen.letterAuroc())) {
        json.put("lettersAuroc", pen.letterAuroc());
      }
      json.put("organisations", new TreeMap<>(pen.organisations()));
      json.put("grid", new Grid(pen.meanSolidCell(), pen.worstCell(), new TreeMap<>(pen.grid())));
    }
    return json;
  }

  /** Whether a run that continues from this model starts from its recipe, not from its weights. */
  public static boolean asksForRestart(byte[] card, String name) {
    try {
      return JSON.readTree(card).path("training").path("next").asText().equals("recipe");
    } catch (IOException e) {
      throw new BadDataException(name + " is not a model card: " + e.getMessage(), e);
    }
  }

  /** The file's content. */
  public byte[] toJson() {
    try {
      String json = JSON.writer(new DefaultPrettyPrinter()).writeValueAsString(this);
      return (json + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JacksonException e) {
      throw new UncheckedIOException("failed to write to memory", e);
    }
  }

  private static final class RoundedSerializer extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider unused)
        throws IOException {
      json.writeNumber(new BigDecimal(value).round(PRECISION).stripTrailingZeros());
    }
  }
}
