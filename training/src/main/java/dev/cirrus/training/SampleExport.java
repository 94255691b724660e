package dev.cirrus.training;

import dev.cirrus.training.augmentation.Mixture;
import dev.cirrus.training.augmentation.SampleGenerator;
import dev.cirrus.training.augmentation.SampleSource;
import dev.cirrus.training.data.Datasets;
import dev.cirrus.training.data.FileStore;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.data.PenSample;
import dev.cirrus.training.data.TrainingSet;
import dev.cirrus.training.distributed.Recipe;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;

/**
 * Writes samples for training on a GPU to files: validation samples of each source once, then
 * training samples of the full recipe until the process is ended.
 *
 * <p>A sample is one byte that is 1 for MNIST's kind of image, 784 pixels and the label (10 for
 * "not a digit"). Files are renamed to their final name when they are complete.
 */
final class SampleExport {
  private static final int VALIDATION_SAMPLES = 2_000;
  private static final int SAMPLES_A_FILE = 40_000;

  /** The first files are small, so that training starts early. */
  private static final int SAMPLES_A_FIRST_FILE = 5_000;

  private final Path folder;
  private final AtomicInteger files = new AtomicInteger();

  private SampleExport(Path folder) {
    this.folder = folder;
  }

  /**
   * Exports until the process is ended.
   *
   * @param arguments the data folder, the output folder, the number of threads, the seed
   */
  public static void main(String[] arguments) throws IOException {
    // Only local folders are supported: the address of a bucket would need Hadoop's settings.
    FileStore data = new FileStore(new Configuration(), arguments[0]);
    SampleExport export = new SampleExport(Files.createDirectories(Path.of(arguments[1])));
    int threads = Integer.parseInt(arguments[2]);
    long seed = Long.parseLong(arguments[3]);
    Datasets datasets = Datasets.read(data, data, List.of(), true);
    export.validation(datasets, seed);
    TrainingSet set = datasets.trainingSet();
    Recipe recipe = Recipe.full().forSet(set);
    SampleGenerator generator = new SampleGenerator(set, recipe.mixture());
    for (int thread = 0; thread < threads; thread++) {
      SplittableRandom random = new SplittableRandom(seed * 1_000 + thread);
      new Thread(() -> export.training(generator, random, threads)).start();
    }
  }

  /** Writes samples of each source, made from the validation writers and images. */
  private void validation(Datasets datasets, long seed) throws IOException {
    List<PenSample> samples = datasets.validation();
    TrainingSet set =
        new TrainingSet(
            datasets.mnistValidation(),
            samples.stream().filter(PenSample::isDigit).toList(),
            samples.stream().filter(sample -> !sample.isDigit()).toList(),
            new LabeledImages(new byte[0], new byte[0]));
    Recipe recipe = Recipe.full().forSet(set);
    SplittableRandom random = new SplittableRandom(seed);
    for (SampleSource source : recipe.mixture().weights().keySet()) {
      SampleGenerator generator = new SampleGenerator(set, new Mixture(Map.of(source, 1.0)));
      write("validation-" + source.key(), generator, random, VALIDATION_SAMPLES);
    }
  }

  private void training(SampleGenerator generator, SplittableRandom random, int threads) {
    while (true) {
      int number = files.getAndIncrement();
      try {
        write(
            String.format("samples-%06d", number),
            generator,
            random,
            number < threads ? SAMPLES_A_FIRST_FILE : SAMPLES_A_FILE);
      } catch (IOException e) {
        throw new UncheckedIOException("failed to write samples to " + folder, e);
      }
    }
  }

  private void write(String name, SampleGenerator generator, SplittableRandom random, int count)
      throws IOException {
    Path partial = folder.resolve(name + ".partial");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 20)) {
      for (int i = 0; i < count; i++) {
        SampleGenerator.Sample sample = generator.undistorted(random);
        out.write(sample.isMnist() ? 1 : 0);
        out.write(sample.pixels());
        out.write(sample.label());
      }
    }
    Files.move(partial, folder.resolve(name + ".bin"), StandardCopyOption.ATOMIC_MOVE);
  }
}
