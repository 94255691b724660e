package dev.cirrus.training;

import dev.cirrus.training.distributed.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line of the training job. */
@Command(
    name = "cirrus train",
    description = "Trains a model. If interrupted, the same command continues where it stopped.",
    separator = " ",
    sortOptions = false)
final class TrainingOptions {
  private static final int MAX_EXECUTORS = 64;

  private static final Set<String> WITH_EVALUATE =
      Set.of("--evaluate", "--data", "--report", "--help");

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
      description = "where to write model-card.md and its images (default: beside card.json)")
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
      names = "--evaluate",
      paramLabel = "MODEL",
      description =
          "evaluate a model (folder or file) again and replace the figures in the card.json beside"
              + " it; takes --data and --report only (nothing is trained)")
  @Nullable String evaluated;

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
    ParseResult parsed = command.parseArgs(arguments.toArray(String[]::new));
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
    if (options.evaluated != null) {
      for (OptionSpec option : parsed.matchedOptions()) {
        if (!WITH_EVALUATE.contains(option.longestName())) {
          throw new ParameterException(command, "--evaluate excludes " + option.longestName());
        }
      }
    }
    return options;
  }

  static String help() {
    return new CommandLine(new TrainingOptions()).getUsageMessage();
  }

  /**
   * Returns the file of a model.
   *
   * @param model its folder or the file itself
   */
  static String modelFile(String model) {
    return model.endsWith(".onnx") ? model : model.replaceFirst("/*$", "/model.onnx");
  }

  /** Returns the card beside a model's file. */
  static String cardBeside(String modelFile) {
    return modelFile.replaceFirst("[^/]*$", "card.json");
  }

  /**
   * Returns the address of the folder for the report, with a slash at its end.
   *
   * @param byDefault without {@code --report}
   */
  String reportFolder(String byDefault) {
    if (report == null) {
      return byDefault;
    }
    String folder = report.contains("://") ? report : Path.of(report).toAbsolutePath().toString();
    return folder.replaceFirst("/*$", "/");
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
