package dev.cirrus.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * The options of {@code ./cirrus up}.
 *
 * @param home the folder of template.yaml, api/ and frontend/
 * @param host the address to listen on; the loopback address admits only this machine
 * @param rate the permitted requests per second; 0 for no limit
 * @param trainingData a folder with mnist/ and pen-strokes/; empty to let the job download MNIST
 * @param trainAfter the number of new corrections that starts a training run; 0 for never
 * @param heldOutSets the SHA-256 of the sets on which new models are measured, separated by commas;
 *     empty for those of the published training data
 */
record LocalOptions(
    Path home,
    String host,
    int port,
    Path data,
    int rate,
    String trainingData,
    int trainAfter,
    String heldOutSets) {
  /** Reads the command line. */
  static LocalOptions read(Path home, List<String> arguments) {
    String host = "127.0.0.1";
    int port = 8080;
    Path data = home.resolve(".cirrus/data");
    int rate = 0;
    String trainingData = "";
    int trainAfter = 0;
    String heldOutSets = "";
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String name = rest.next();
      switch (name) {
        case "--host" -> host = value(name, rest);
        case "--port" -> port = number(name, rest, 65535);
        case "--data" -> data = Path.of(value(name, rest)).toAbsolutePath();
        case "--training-data" ->
            trainingData = Path.of(value(name, rest)).toAbsolutePath().toString();
        case "--train-after" -> trainAfter = number(name, rest, 1_000_000);
        case "--held-out-sets" -> heldOutSets = value(name, rest);
        case "--rate" -> rate = number(name, rest, 1_000_000);
        default -> throw new StartupException("unknown option " + name + "\n" + usage());
      }
    }
    return new LocalOptions(home, host, port, data, rate, trainingData, trainAfter, heldOutSets);
  }

  private static String value(String name, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new StartupException("expected a value after " + name + "\n" + usage());
    }
    return rest.next();
  }

  private static int number(String name, Iterator<String> rest, int most) {
    String text = value(name, rest);
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new StartupException(
        "expected a number from 0 to %d after %s but got %s\n%s"
            .formatted(most, name, text, usage()));
  }

  /** Returns the text that {@code ./cirrus up --help} also prints. */
  private static String usage() {
    try (InputStream text =
        Objects.requireNonNull(LocalOptions.class.getResourceAsStream("usage.txt"))) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
