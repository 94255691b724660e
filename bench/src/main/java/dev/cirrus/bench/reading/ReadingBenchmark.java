package dev.cirrus.bench.reading;

import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.MnistReader;
import dev.cirrus.training.data.PenSample;
import dev.cirrus.training.data.PenSampleReader;
import dev.cirrus.training.data.WriterSplit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Measures how accurately a running system reads drawings, scans and photographs. {@code
 * bench/reading.sh} starts the system and then this program.
 */
public final class ReadingBenchmark {
  private static final long SEED = 20261126;

  /** The number of MNIST's last training images that the training job uses for validation. */
  private static final int MNIST_VALIDATION = 5_000;

  /** The number of concurrent requests. */
  private static final int CLIENTS = 2;

  private ReadingBenchmark() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the server's address; the data folder; the writers, "test" or "validation";
   *     the share of each set to use; optionally the folder for the report
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    URI server = URI.create(arguments[0]);
    Path data = Path.of(arguments[1]);
    boolean test = arguments[2].equals("test");
    double share = Double.parseDouble(arguments[3]);
    List<ReadingSample> samples = samples(data, test, share);
    List<ReadingResult> results = send(new ReadingClient(server), samples);
    ReadingReport report = new ReadingReport(results, test ? "test" : "validation", share);
    System.out.println(report.table());
    if (arguments.length > 4) {
      Path folder = Path.of(arguments[4]);
      Files.createDirectories(folder.resolve("images"));
      Files.writeString(folder.resolve("reading.md"), report.markdown());
      Files.write(folder.resolve("images/reading-errors.png"), report.errors());
    }
  }

  /** Returns the requests of all sets. */
  static List<ReadingSample> samples(Path data, boolean test, double share) throws IOException {
    LabeledImages mnist = mnist(data, test ? "t10k" : "train");
    ReadingSets sets =
        new ReadingSets(
            pens(data, test ? WriterSplit.Part.TEST : WriterSplit.Part.VALIDATION),
            test ? mnist : mnist.slice(mnist.count() - MNIST_VALIDATION, mnist.count()),
            SEED,
            share);
    List<ReadingSample> samples = new ArrayList<>();
    samples.addAll(sets.mnistValues());
    samples.addAll(sets.free());
    samples.addAll(sets.strings());
    samples.addAll(sets.scans());
    samples.addAll(sets.enlargedMnist());
    samples.addAll(sets.notDigits());
    samples.addAll(sets.turned());
    samples.addAll(sets.photographs().ordinary());
    samples.addAll(sets.photographs().difficult());
    samples.addAll(sets.corruptions());
    samples.addAll(sets.marksInNumbers());
    return samples;
  }

  /** Reads the digits and letters of the writers in one part of the split. */
  static List<PenSample> pens(Path data, WriterSplit.Part part) throws IOException {
    List<PenSample> samples = new ArrayList<>();
    try (Stream<Path> files = Files.list(data.resolve("pen-strokes"))) {
      for (Path file :
          files.filter(each -> each.toString().endsWith(".jsonl.gz")).sorted().toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          samples.addAll(PenSampleReader.read(in, file.getFileName().toString()));
        }
      }
    }
    WriterSplit split = WriterSplit.of(samples.stream().map(PenSample::writer).toList());
    samples.removeIf(sample -> split.part(sample.writer()) != part);
    return samples;
  }

  private static LabeledImages mnist(Path data, String set) throws IOException {
    String images = set + "-images-idx3-ubyte.gz";
    String labels = set + "-labels-idx1-ubyte.gz";
    try (InputStream imageFile = Files.newInputStream(data.resolve("mnist/" + images));
        InputStream labelFile = Files.newInputStream(data.resolve("mnist/" + labels))) {
      return MnistReader.read(imageFile, images, labelFile, labels);
    }
  }

  private static List<ReadingResult> send(ReadingClient client, List<ReadingSample> samples)
      throws InterruptedException, ExecutionException {
    List<ReadingResult> results = new ArrayList<>(samples.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<ReadingResult>> pending = new ArrayList<>(samples.size());
      for (ReadingSample sample : samples) {
        pending.add(threads.submit(() -> client.read(sample)));
      }
      for (Future<ReadingResult> each : pending) {
        results.add(each.get());
        if (results.size() % 1000 == 0) {
          System.err.printf("%,d of %,d requests%n", results.size(), samples.size());
        }
      }
    }
    return results;
  }
}
