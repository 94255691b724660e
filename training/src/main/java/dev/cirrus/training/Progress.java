package dev.cirrus.training;

import com.google.errorprone.annotations.FormatMethod;
import dev.cirrus.training.data.FileStore;
import dev.cirrus.training.evaluation.EvaluationResults;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reports progress on the console and in {@code progress.json}. */
final class Progress {
  private static final double SECONDS_UP_TO = 180;

  private final PrintStream out;
  private final FileStore output;

  Progress(PrintStream out, FileStore output) {
    this.out = out;
    this.output = output;
  }

  @FormatMethod
  void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  /** Prints the accuracy on each set. */
  void print(EvaluationResults results) {
    results
        .sets()
        .forEach((name, metrics) ->
            print("%s: %.2f %% of %d", name, 100 * metrics.accuracy(), metrics.count()));
  }

  /** Replaces {@code progress.json}. */
  void write(String state, Images images, double secondsLeft) {
    output.write(
        "progress.json",
        String.format(
                Locale.ROOT,
                "{\"state\": \"%s\", \"done\": %.4f, \"images\": %d, \"allImages\": %d,"
                    + " \"imagesPerSecond\": %.0f, \"secondsLeft\": %.0f}%n",
                state,
                (double) images.done() / images.total(),
                images.done(),
                images.total(),
                images.perSecond(),
                secondsLeft)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** The number of images trained on so far and in total, and the speed. */
  record Images(long done, long total, double perSecond) {}

  static String duration(double seconds) {
    return seconds < SECONDS_UP_TO
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }
}
