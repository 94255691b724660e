package dev.cirrus.training;

import dev.cirrus.training.data.BadDataException;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.FileStore;
import dev.cirrus.training.data.MnistDownloader;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import picocli.CommandLine.ParameterException;

/** The entry point of the Spark job that trains a model, on one machine or on EMR. */
public final class TrainingJob {
  /** Whether the process has been told to end, after which failures are expected. */
  private static volatile boolean ending;

  private TrainingJob() {}

  /**
   * Runs the job and ends the process: 0 on success, 1 or 2 with one line that says what failed.
   */
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
      // Repeats the cause where it is looked for, at the end of the log.
      System.err.println("cirrus train: " + causes(e));
      code = 1;
    }
    System.out.flush();
    // PyTorch's threads would keep the process alive.
    System.exit(code);
  }

  /** Silences Spark, which would log at length how its parts lose one another. */
  private static void end() {
    ending = true;
    Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
  }

  private static int run(List<String> arguments, PrintStream out, PrintStream err) {
    TrainingOptions options;
    try {
      options = TrainingOptions.parse(arguments);
    } catch (ParameterException e) {
      err.println("cirrus train: " + e.getMessage() + ". See --help.");
      return 2;
    }
    if (options.help) {
      out.print(TrainingOptions.help());
      return 0;
    }
    long start = System.nanoTime();
    SparkConf conf = conf(options);
    // Everything is read before Spark is asked for executors, so that bad data is reported
    // immediately.
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(conf);
    FileStore files = new FileStore(hadoop, "");
    FileStore output = new FileStore(hadoop, options.output);
    Progress progress = new Progress(out, output);
    String folder = options.data == null ? MnistDownloader.download(out) : options.data;
    FileStore data = new FileStore(hadoop, folder);
    if (options.evaluated != null) {
      ModelReevaluation evaluation = ModelReevaluation.read(files, options.evaluated);
      evaluation.replaceFigures(data, options, progress);
      return 0;
    }
    Datasets datasets = Datasets.read(data, files, options.corrections, !options.quick);
    if (datasets.trainingSet().digits().isEmpty() && !options.quick) {
      out.println(
          "No pen strokes: the model will read drawn digits less well. Pass a folder with"
              + " pen-strokes/: ./cirrus train --data DIR, or ./cirrus up --training-data DIR.");
    }
    TrainingRun run = TrainingRun.of(options, files, datasets);
    ModelPublisher publisher = new ModelPublisher(run, options, output, progress);
    if (options.weights == null) {
      TrainingLoop loop = new TrainingLoop(run, output, progress);
      try (JavaSparkContext spark = new JavaSparkContext(conf)) {
        publisher.publish(loop.train(spark));
      }
    } else {
      publisher.publish(WeightsFile.read(files.read(options.weights), options.weights, run));
    }
    progress.print("done in %s", Progress.duration((System.nanoTime() - start) / 1e9));
    return 0;
  }

  private static SparkConf conf(TrainingOptions options) {
    return new SparkConf()
        .setAppName("cirrus-training")
        .setIfMissing("spark.ui.enabled", "false")
        .setIfMissing("spark.dynamicAllocation.enabled", "false")
        .setIfMissing("spark.executor.instances", Integer.toString(options.executors))
        .setIfMissing("spark.scheduler.minRegisteredResourcesRatio", "1")
        .setIfMissing("spark.scheduler.maxRegisteredResourcesWaitingTime", "600s")
        .setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s")
        .setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "600")
        // A busy machine must not lose an executor.
        .setIfMissing("spark.network.timeout", "600s")
        .setIfMissing("spark.executor.heartbeatInterval", "30s");
  }

  static boolean isEnding() {
    return ending;
  }

  /** The first lines of an exception's message and of its causes', in one line. */
  static String causes(Throwable thrown) {
    StringBuilder line = new StringBuilder(firstLine(thrown));
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      line.append(": ").append(firstLine(cause));
    }
    return line.toString();
  }

  static String firstLine(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
  }
}
