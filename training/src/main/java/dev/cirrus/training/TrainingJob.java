package dev.cirrus.training;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.OnnxClassifier;
import dev.cirrus.training.data.BadDataException;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.FileStore;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.MnistDownloader;
import dev.cirrus.training.distributed.Checkpoint;
import dev.cirrus.training.distributed.ExecutorGroup;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.distributed.RoundResult;
import dev.cirrus.training.evaluation.EvaluationResults;
import dev.cirrus.training.evaluation.Evaluator;
import dev.cirrus.training.evaluation.ScoredDigit;
import dev.cirrus.training.evaluation.TemperatureScaling;
import dev.cirrus.training.network.Network;
import dev.cirrus.training.network.NetworkTrainer;
import dev.cirrus.training.network.OnnxReader;
import dev.cirrus.training.network.OnnxWriter;
import dev.cirrus.training.network.PyTorch;
import dev.cirrus.training.report.ModelReport;
import dev.cirrus.training.report.TrainedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Trains a model: the Spark job, the same on one machine and on EMR. */
public final class TrainingJob {
  public static final String CHECKPOINT = "checkpoint.bin";

  /** How often a round is begun again, after Spark itself gave up, before the run ends. */
  private static final int TRIES = 3;

  /** How often the validation's images are looked at on the way. */
  private static final int LOOKS = 24;

  /** ONNX Runtime and DJL add up in another order: so far may their probabilities be apart. */
  private static final double AGREEMENT = 1e-4;

  /** Whether the process was told to end: what fails from then on is no news. */
  private static volatile boolean ending;

  private final TrainingOptions arguments;
  private final Recipe recipe;
  private final Network network;
  private final Datasets materials;
  private final float[] beginning;

  /** Whether the batch normalisation of what it begins with is folded into the convolutions. */
  private final boolean folded;

  private final String base;
  private final FileStore output;
  private final PrintStream out;

  /** The validation writers' digits, drawn. */
  private final LabeledImages drawn;

  private TrainingJob(
      TrainingOptions arguments,
      FileStore files,
      Datasets materials,
      FileStore output,
      PrintStream out) {
    this.arguments = arguments;
    this.materials = materials;
    this.output = output;
    this.out = out;
    this.drawn = Evaluator.free(materials.validation(), arguments.seed());
    String from = arguments.from();
    if (from == null) {
      this.recipe = arguments.recipe().of(materials.lessons());
      this.network = Network.of(recipe.shape());
      this.beginning = network.initial(arguments.seed());
      this.folded = false;
      this.base = "";
    } else {
      String file = from.endsWith(".onnx") ? from : from.replaceFirst("/*$", "/model.onnx");
      byte[] onnx = files.read(file);
      OnnxReader.Model model = OnnxReader.read(onnx, file);
      this.network = model.network();
      String card = file.replaceFirst("[^/]*$", "card.json");
      boolean anew = files.has(card) && TrainedModel.wantsItsRecipe(files.read(card), card);
      Recipe way = anew ? arguments.sized(Recipe.full()) : arguments.recipe();
      this.recipe = way.ofShape(network.shape()).of(materials.lessons());
      this.beginning = anew ? network.initial(arguments.seed()) : model.numbers();
      this.folded = !anew;
      this.base = FileStore.sha256(onnx);
    }
  }

  /** Runs the job and ends the process: 0 when a model was made, 1 or 2 with one line why not. */
  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(TrainingJob::end));
    int code;
    try {
      code = run(Arrays.asList(args), System.out, System.err);
    } catch (BadDataException e) {
      System.err.println("cirrus train: " + e.getMessage());
      code = 1;
    } catch (Exception e) {
      if (ending) {
        return;
      }
      e.printStackTrace();
      // Who looks at the log's end shall find the cause there.
      System.err.println("cirrus train: " + causes(e));
      code = 1;
    }
    System.out.flush();
    // PyTorch's threads would keep the process alive.
    System.exit(code);
  }

  /** Spark's parts would tell at length how each of them loses the others. */
  private static void end() {
    ending = true;
    Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
  }

  private static int run(List<String> words, PrintStream out, PrintStream err) {
    if (words.contains("--help")) {
      out.print(TrainingOptions.HELP);
      return 0;
    }
    TrainingOptions arguments;
    try {
      arguments = TrainingOptions.parse(words);
    } catch (IllegalArgumentException e) {
      err.println("cirrus train: " + e.getMessage() + " --help tells all.");
      return 2;
    }
    long began = System.nanoTime();
    SparkConf conf = conf(arguments);
    // All is read before Spark is asked for executors: what is wrong with it is said at once.
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(conf);
    FileStore files = new FileStore(hadoop, "");
    FileStore output = new FileStore(hadoop, arguments.output());
    String folder = arguments.data() == null ? MnistDownloader.fetch(out) : arguments.data();
    Datasets materials =
        Datasets.read(
            new FileStore(hadoop, folder), files, arguments.corrections(), !arguments.quick());
    TrainingJob job = new TrainingJob(arguments, files, materials, output, out);
    if (materials.lessons().digits().isEmpty() && !arguments.quick()) {
      job.say(
          "without pen strokes: what is drawn on a canvas will be read less well;"
              + " pass a folder with pen-strokes/ by --data");
    }
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      job.train(spark);
    }
    job.say("done in %s", time((System.nanoTime() - began) / 1e9));
    return 0;
  }

  private static SparkConf conf(TrainingOptions arguments) {
    return new SparkConf()
        .setAppName("cirrus-training")
        .setIfMissing("spark.ui.enabled", "false")
        .setIfMissing("spark.dynamicAllocation.enabled", "false")
        .setIfMissing("spark.executor.instances", Integer.toString(arguments.executors()))
        .setIfMissing("spark.scheduler.minRegisteredResourcesRatio", "1")
        .setIfMissing("spark.scheduler.maxRegisteredResourcesWaitingTime", "600s")
        .setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s")
        .setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "600")
        // A machine that is busy with something else is no reason to give an executor up.
        .setIfMissing("spark.network.timeout", "600s")
        .setIfMissing("spark.executor.heartbeatInterval", "30s");
  }

  private void train(JavaSparkContext spark) {
    ExecutorGroup team = new ExecutorGroup(spark, materials.lessons(), recipe, arguments, folded);
    Checkpoint at = start();
    long images = team.imagesOfRound();
    say(
        "recipe %s: %d weights, %d rounds of %d images, %d executors",
        recipe.name(), network.size(), recipe.rounds(), images, arguments.executors());
    while (at.rounds() < recipe.rounds()) {
      long began = System.nanoTime();
      RoundResult learned = round(team, at);
      double seconds = (System.nanoTime() - began) / 1e9;
      List<Checkpoint.Point> curve = new ArrayList<>(at.curve());
      curve.add(look(learned, at.rounds() + 1, images));
      at = new Checkpoint(at.run(), at.rounds() + 1, at.seconds() + seconds, learned, curve);
      output.write(CHECKPOINT, at.bytes());
      double speed = at.rounds() * images / at.seconds();
      double left = (recipe.rounds() - at.rounds()) * images / speed;
      say(
          "round %d of %d: loss %.4f%s, %.0f images/s, %s left",
          at.rounds(),
          recipe.rounds(),
          learned.loss(),
          seen(curve.get(curve.size() - 1)),
          images / seconds,
          time(left));
      progress("training", at.rounds() * images, recipe.rounds() * images, speed, left);
    }
    finish(at);
  }

  private Checkpoint start() {
    String run = run(recipe, base, materials.hashes(), arguments);
    if (output.has(CHECKPOINT)) {
      Checkpoint found = Checkpoint.read(output.read(CHECKPOINT), CHECKPOINT);
      if (found.run().equals(run)) {
        say("going on after round %d", found.rounds());
        return found;
      }
      say("the checkpoint there is of another run: beginning anew");
    }
    RoundResult state = new RoundResult(beginning, new float[network.learning()], 0);
    return new Checkpoint(run, 0, 0, state, List.of());
  }

  /** What run it is: all that its model depends on. */
  public static String run(
      Recipe recipe, String base, Map<String, String> data, TrainingOptions arguments) {
    return String.join(
        " ",
        recipe.toString(),
        base,
        new TreeMap<>(data).toString(),
        Long.toString(arguments.seed()),
        Integer.toString(arguments.executors()));
  }

  private RoundResult round(ExecutorGroup team, Checkpoint at) {
    for (int left = TRIES; ; left--) {
      try {
        return team.round(at.state(), at.rounds());
      } catch (Exception e) {
        // Scala throws what it does not declare: Spark's own exceptions are no RuntimeExceptions.
        if (left == 1 || ending) {
          throw new IllegalStateException("round " + (at.rounds() + 1) + " fails each time", e);
        }
        say("round %d was lost with its executor, once more (%s)", at.rounds() + 1, firstLine(e));
      }
    }
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** What went wrong and why, in one line. */
  public static String causes(Throwable thrown) {
    StringBuilder line = new StringBuilder(firstLine(thrown));
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      line.append(": ").append(firstLine(cause));
    }
    return line.toString();
  }

  private static String seen(Checkpoint.Point point) {
    String seen = "";
    if (!Double.isNaN(point.mnist())) {
      seen += String.format(Locale.ROOT, ", MNIST %.2f %%", 100 * point.mnist());
    }
    if (!Double.isNaN(point.pen())) {
      seen += String.format(Locale.ROOT, ", pen %.2f %%", 100 * point.pen());
    }
    return seen;
  }

  /** Looks now and then how well the validation's images are read. */
  private Checkpoint.Point look(RoundResult learned, int rounds, long images) {
    double mnist = Double.NaN;
    double pen = Double.NaN;
    // Somebody waits for a run that goes on from another model: it is looked at once, at its end.
    int looks = base.isEmpty() ? LOOKS : 1;
    if (rounds % Math.max(1, recipe.rounds() / looks) == 0 || rounds == recipe.rounds()) {
      try (OnnxClassifier classifier = load(OnnxWriter.write(network, learned.numbers(), 1))) {
        Evaluator exam = new Evaluator(classifier, arguments.seed());
        mnist = share(exam.images(materials.mnistValidation()));
        pen = share(exam.images(drawn));
      }
    }
    return new Checkpoint.Point(rounds * images, learned.loss(), mnist, pen);
  }

  private static double share(List<ScoredDigit> answers) {
    return answers.stream().mapToInt(answer -> answer.right() ? 1 : 0).average().orElse(Double.NaN);
  }

  private static OnnxClassifier load(byte[] model) {
    try {
      return OnnxClassifier.load(model);
    } catch (BadModelException e) {
      throw new IllegalStateException("the network was not written as a good model", e);
    }
  }

  /** Calibrates, writes the model, measures it and tells what was seen. */
  private void finish(Checkpoint at) {
    long images = at.curve().get(at.curve().size() - 1).images();
    progress("measuring", images, images, images / at.seconds(), 0);
    say("calibrating and measuring");
    float[] numbers = at.state().numbers();
    float temperature = temperature(numbers);
    byte[] model = OnnxWriter.write(network, numbers, temperature);
    String sha256 = FileStore.sha256(model);
    Map<String, LabeledImages> held = held();
    EvaluationResults results;
    try (OnnxClassifier classifier = load(model)) {
      double agreement = agreement(classifier, numbers, temperature);
      Evaluator exam = new Evaluator(classifier, arguments.seed());
      // The gate judges what goes on from another model, and waits for it.
      results =
          base.isEmpty()
              ? EvaluationResults.of(exam, materials, agreement)
              : EvaluationResults.brief(exam, held, agreement);
    }
    String version =
        arguments.version().isEmpty() ? "m-" + sha256.substring(0, 12) : arguments.version();
    TrainedModel card =
        new TrainedModel(
            version,
            sha256,
            model.length,
            base,
            arguments,
            recipe,
            temperature,
            materials,
            at.curve(),
            results);
    output.write("evaluation.gz", evaluation(held));
    output.write("model.onnx", model);
    output.write("card.json", card.json());
    report(new ModelReport(card));
    results
        .sets()
        .forEach(
            marks -> say("%s: %.2f %% of %d", marks.name(), 100 * marks.accuracy(), marks.count()));
    say("%s, %d bytes, version %s", arguments.output(), model.length, version);
    progress("done", images, images, images / at.seconds(), 0);
  }

  private float temperature(float[] numbers) {
    try (OnnxClassifier classifier = load(OnnxWriter.write(network, numbers, 1))) {
      Evaluator exam = new Evaluator(classifier, arguments.seed());
      List<ScoredDigit> answers =
          exam.images(drawn.count() > 0 ? drawn : materials.mnistValidation());
      return TemperatureScaling.temperature(answers);
    }
  }

  /** The greatest difference between DJL and ONNX Runtime on the validation's first images. */
  private double agreement(OnnxClassifier classifier, float[] numbers, float temperature) {
    LabeledImages some =
        materials.mnistValidation().slice(0, Math.min(512, materials.mnistValidation().count()));
    float[] values = new float[some.pixels().length];
    for (int i = 0; i < some.count(); i++) {
      some.toFloats(i, values, i * LabeledImages.PIXELS);
    }
    float[] cooled = numbers.clone();
    for (int i = network.offset(network.layers().size()); i < cooled.length; i++) {
      cooled[i] /= temperature;
    }
    PyTorch.prepare(1);
    List<ScoredDigit> answers = new Evaluator(classifier, arguments.seed()).images(some);
    double greatest = 0;
    try (NetworkTrainer learner = new NetworkTrainer(network, 0, false)) {
      learner.load(cooled);
      float[] djl = learner.probabilities(values);
      for (int i = 0; i < djl.length; i++) {
        float onnx = answers.get(i / Network.CLASSES).probabilities()[i % Network.CLASSES];
        greatest = Math.max(greatest, Math.abs(djl[i] - onnx));
      }
    }
    if (greatest > AGREEMENT) {
      throw new IllegalStateException(
          "ONNX Runtime and DJL disagree by " + greatest + " about the same images");
    }
    return greatest;
  }

  /** What the gate measures by: digits of which nothing was learned. */
  private Map<String, LabeledImages> held() {
    Map<String, LabeledImages> held = new LinkedHashMap<>();
    held.put(EvaluationSet.MNIST, materials.mnistTest());
    LabeledImages free = Evaluator.free(materials.test(), arguments.seed());
    if (free.count() > 0) {
      held.put(EvaluationSet.PEN, free);
    }
    return held;
  }

  private static byte[] evaluation(Map<String, LabeledImages> held) {
    List<EvaluationSet> sets = new ArrayList<>();
    held.forEach(
        (name, images) -> sets.add(new EvaluationSet(name, images.labels(), images.pixels())));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      EvaluationSet.write(sets, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes any bytes", e);
    }
    return bytes.toByteArray();
  }

  private void report(ModelReport report) {
    String folder = arguments.report() == null ? "" : arguments.report().replaceFirst("/*$", "/");
    boolean absolute = folder.startsWith("/") || folder.contains("://");
    String at =
        folder.isEmpty() || absolute
            ? folder
            : java.nio.file.Path.of(folder).toAbsolutePath() + "/";
    output.write(at + "model-card.md", report.page().getBytes(StandardCharsets.UTF_8));
    output.write(
        at + "model-card/confusion.svg", report.confusion().getBytes(StandardCharsets.UTF_8));
    output.write(at + "model-card/curves.svg", report.curves().getBytes(StandardCharsets.UTF_8));
    output.write(at + "model-card/mistakes.png", report.mistakes());
  }

  private void progress(String state, long done, long all, double speed, double left) {
    output.write(
        "progress.json",
        String.format(
                Locale.ROOT,
                "{\"state\": \"%s\", \"done\": %.4f, \"images\": %d, \"allImages\": %d,"
                    + " \"imagesPerSecond\": %.0f, \"secondsLeft\": %.0f}%n",
                state,
                (double) done / all,
                done,
                all,
                speed,
                left)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String time(double seconds) {
    return seconds < 180
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }

  // The annotation would be a dependency for one method.
  @SuppressWarnings("AnnotateFormatMethod")
  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
