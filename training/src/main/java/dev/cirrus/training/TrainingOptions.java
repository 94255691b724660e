package dev.cirrus.training;

import dev.cirrus.training.distributed.Recipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line of the training job. */
@Command(
    name = "cirrus train",
    description = "Trains a model. If interrupted, the same command continues where it stopped.",
    separator = " ",
    sortOptions = false)
final class TrainingOptions {
  private static final int MAX_EXECUTORS = 64;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder with mnist/ and pen-strokes/ (default: download MNIST)")
  @Nullable String data;

  @Option(
      names = "--corrections",
      paramLabel = "FILE",
      arity = "1..*",
      description = "labelled rows as exported by GET /dataset (CSV)")
  List<String> corrections = new ArrayList<>();

  @Option(
      names = {"--output", "--out"},
      paramLabel = "DIR",
      defaultValue = "target/model",
      description = "where to write model.onnx and card.json (default: ${DEFAULT-VALUE})")
  String output = "";

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "where to write model-card.md and its images (default: the output folder)")
  @Nullable String report;

  @Option(names = "--quick", description = "train on MNIST alone, in two minutes")
  boolean quick;

  @Option(
      names = "--continue",
      paramLabel = "MODEL",
      description = "continue from a model (folder or file) for a short time")
  @Nullable String base;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "publish a network trained on a GPU: its parameters as little-endian floats"
              + " (nothing is trained)")
  @Nullable String weights;

  @Option(
      names = "--executors",
      paramLabel = "N",
      defaultValue = "2",
      description = "how many processes train together (default: ${DEFAULT-VALUE})")
  int executors;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "how many images to train on (default: depends on the recipe)")
  @Nullable Long images;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "seed of everything random (default: ${DEFAULT-VALUE})")
  int seed;

  @Option(
      names = "--version",
      paramLabel = "NAME",
      description = "the model's version (default: derived from its content)")
  @Nullable String version;

  @Option(names = "--help", usageHelp = true, description = "show this help")
  boolean help;

  /**
   * Parses a command line.
   *
   * @throws ParameterException if an option is invalid
   */
  static TrainingOptions parse(List<String> arguments) {
    TrainingOptions options = new TrainingOptions();
    CommandLine command = new CommandLine(options);
    command.parseArgs(arguments.toArray(String[]::new));
    if (options.executors < 1 || options.executors > MAX_EXECUTORS) {
      throw new ParameterException(
          command,
          "Expected --executors from 1 to " + MAX_EXECUTORS + " but got " + options.executors);
    }
    if (options.images != null && options.images < 1) {
      throw new ParameterException(
          command, "Expected a positive number of --images but got " + options.images);
    }
    if (options.quick && options.base != null) {
      throw new ParameterException(
          command, "--quick starts from the beginning and excludes --continue");
    }
    if (options.weights != null && (options.quick || options.base != null)) {
      throw new ParameterException(command, "--weights excludes --quick and --continue");
    }
    return options;
  }

  static String help() {
    return new CommandLine(new TrainingOptions()).getUsageMessage();
  }

  /** The recipe that these options select. */
  Recipe recipe() {
    return adjusted(quick ? Recipe.quick() : base != null ? Recipe.continued() : Recipe.full());
  }

  /** Applies the options to a recipe. */
  Recipe adjusted(Recipe recipe) {
    Recipe forRun = recipe.forRun(seed, executors);
    return images == null ? forRun : forRun.ofImages(images);
  }
}
