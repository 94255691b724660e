package dev.cirrus.training.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    Map<String, Object> results) {
  /** Figures are written with this many digits. */
  private static final MathContext PRECISION = new MathContext(6);

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(
              new SimpleModule()
                  .addSerializer(Double.class, new RoundedSerializer())
                  .addSerializer(double.class, new RoundedSerializer()));

  record Contract(String input, String output) {}

  /**
   * How the model was trained.
   *
   * @param next what a run that continues from this model starts with: its "weights", or the whole
   *     "recipe" again
   */
  @JsonInclude(Include.NON_NULL)
  record Training(
      String recipe,
      @Nullable String base,
      String next,
      String trainedOn,
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
      List<Map<String, Object>> curve) {
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
          model.trainer().name().toLowerCase(Locale.ROOT),
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
          model.curve().stream().map(Training::point).toList());
    }

    private static Map<String, Object> point(Checkpoint.Point point) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("images", point.images());
      json.put("loss", point.loss());
      new TreeMap<>(point.accuracy())
          .forEach((set, accuracy) -> json.put(set + "Validation", accuracy));
      return json;
    }
  }

  record Data(
      Map<String, String> sha256,
      int mnistTraining,
      int mnistValidation,
      int penDigits,
      int penFragmentsLeftOut,
      int letters,
      int corrections,
      int validationWritings,
      int testWritings) {
    static Data of(Datasets datasets) {
      TrainingSet set = datasets.trainingSet();
      return new Data(
          new TreeMap<>(datasets.hashes()),
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
        results(model.results(), model.calibration()));
  }

  private static Map<String, Object> results(
      EvaluationResults results, TrainedModel.Calibration calibration) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("onnxAgreesWithin", calibration.onnxDifference());
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
