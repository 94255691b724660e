package dev.cirrus.training;

import dev.cirrus.classifier.OnnxClassifier;
import dev.cirrus.training.data.FileStore;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.distributed.Checkpoint;
import dev.cirrus.training.distributed.ExecutorGroup;
import dev.cirrus.training.distributed.Recipe;
import dev.cirrus.training.distributed.RoundResult;
import dev.cirrus.training.evaluation.EvaluationResults;
import dev.cirrus.training.evaluation.Evaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;

/** Trains round by round, with a checkpoint after each. */
final class TrainingLoop {
  static final String CHECKPOINT = "checkpoint.bin";

  /** The number of attempts at a round before the job fails. */
  private static final int ATTEMPTS = 3;

  /** The number of validations during a run from the beginning. */
  private static final int VALIDATIONS = 24;

  private final TrainingRun run;
  private final Recipe recipe;
  private final FileStore output;
  private final Progress progress;
  private final Map<String, LabeledImages> validation;

  TrainingLoop(TrainingRun run, FileStore output, Progress progress) {
    this.run = run;
    this.recipe = run.recipe();
    this.output = output;
    this.progress = progress;
    this.validation = validation(run);
  }

  private static Map<String, LabeledImages> validation(TrainingRun run) {
    Map<String, LabeledImages> sets = new TreeMap<>();
    sets.put(Checkpoint.Point.MNIST, run.datasets().mnistValidation());
    LabeledImages pen = Evaluator.freeImages(run.datasets().validation(), run.recipe().seed());
    if (pen.count() > 0) {
      sets.put(Checkpoint.Point.PEN, pen);
    }
    return sets;
  }

  /** Trains all rounds that the last checkpoint does not contain. */
  Checkpoint train(JavaSparkContext spark) {
    ExecutorGroup group =
        new ExecutorGroup(spark, run.datasets().trainingSet(), recipe, run.folded());
    Checkpoint checkpoint = lastCheckpoint();
    int rounds = recipe.schedule().rounds();
    long images = recipe.imagesPerRound();
    progress.print(
        "recipe %s: %d parameters, %d rounds of %d images, %d executors",
        recipe.name(), run.network().size(), rounds, images, recipe.executors());
    while (checkpoint.rounds() < rounds) {
      long start = System.nanoTime();
      RoundResult result = train(group, checkpoint);
      double seconds = (System.nanoTime() - start) / 1e9;
      int done = checkpoint.rounds() + 1;
      Checkpoint.Point point =
          new Checkpoint.Point(done * images, result.loss(), validate(result, done));
      List<Checkpoint.Point> curve = new ArrayList<>(checkpoint.curve());
      curve.add(point);
      checkpoint =
          new Checkpoint(checkpoint.run(), done, checkpoint.seconds() + seconds, result, curve);
      output.write(CHECKPOINT, checkpoint.bytes());
      double speed = done * images / checkpoint.seconds();
      double left = (rounds - done) * images / speed;
      progress.print(
          "round %d of %d: loss %.4f%s, %.0f images/s, %s left",
          done,
          rounds,
          result.loss(),
          accuracies(point),
          images / seconds,
          Progress.duration(left));
      progress.write("training", new Progress.Images(done * images, rounds * images, speed), left);
    }
    return checkpoint;
  }

  private Checkpoint lastCheckpoint() {
    if (output.has(CHECKPOINT)) {
      Checkpoint found = Checkpoint.read(output.read(CHECKPOINT), CHECKPOINT);
      if (found.run().equals(run.id())) {
        progress.print("continuing after round %d", found.rounds());
        return found;
      }
      progress.print("ignoring the checkpoint of another run");
    }
    return run.start();
  }

  private RoundResult train(ExecutorGroup group, Checkpoint checkpoint) {
    int round = checkpoint.rounds() + 1;
    for (int attempt = 1; ; attempt++) {
      try {
        return group.train(checkpoint.state(), checkpoint.rounds());
      } catch (Exception e) {
        // Scala throws checked exceptions without declaring them, such as Spark's own.
        if (attempt == ATTEMPTS || TrainingJob.isEnding()) {
          throw new IllegalStateException("round " + round + " failed " + attempt + " times", e);
        }
        progress.print("round %d failed, running it again (%s)", round, TrainingJob.firstLine(e));
      }
    }
  }

  private static String accuracies(Checkpoint.Point point) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(point.accuracy())
        .forEach((set, accuracy) ->
            text.append(String.format(Locale.ROOT, ", %s %.2f %%", set, 100 * accuracy)));
    return text.toString();
  }

  /** Measures the accuracy on the validation sets, after some of the rounds. */
  private Map<String, Double> validate(RoundResult result, int round) {
    // A continued run is short, and its user waits: it is validated once, at its end.
    int validations = run.isContinued() ? 1 : VALIDATIONS;
    int rounds = recipe.schedule().rounds();
    Map<String, Double> accuracy = new TreeMap<>();
    if (round % Math.max(1, rounds / validations) == 0 || round == rounds) {
      try (OnnxClassifier classifier =
          ModelPublisher.classifier(run.network(), result.parameters(), 1)) {
        Evaluator evaluator = new Evaluator(classifier, recipe.seed());
        validation.forEach((set, images) ->
            accuracy.put(set, EvaluationResults.metrics(evaluator.images(images)).accuracy()));
      }
    }
    return accuracy;
  }
}
