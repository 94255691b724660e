package dev.cirrus.training.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/**
 * All data of a run, split into training, validation and test.
 *
 * @param mnistValidation the last of MNIST's training images
 * @param validation digits and letters of the validation writers
 * @param test digits and letters of the test writers
 * @param fragments how many digits were left out of training and validation for {@link
 *     PenSample#isFragment}
 * @param hashes the files' SHA-256, by their names
 */
public record Datasets(
    TrainingSet trainingSet,
    LabeledImages mnistValidation,
    LabeledImages mnistTest,
    List<PenSample> validation,
    List<PenSample> test,
    int fragments,
    Map<String, String> hashes) {
  /** The names of pen strokes start with this. */
  public static final String PEN_STROKES = "pen-strokes/";

  /** The names of corrections start with this. */
  public static final String CORRECTIONS = "corrections/";

  private static final List<String> DIGITS =
      List.of(PEN_STROKES + "unipen-1a.jsonl.gz", PEN_STROKES + "pendigits.jsonl.gz");
  private static final String LETTERS = PEN_STROKES + "unipen-letters.jsonl.gz";

  /** The MD5s of a folder with images other than MNIST's, such as those of tests. */
  private static final String SUMS = "mnist/MD5SUMS";

  /** Letters that nobody can tell from a digit. */
  private static final String LOOKALIKES = "OoDIilSsZzBbgq";

  private static final int MNIST_VALIDATION = 5_000;

  /** MNIST's files and the published MD5s of their unpacked content. */
  public static final Map<String, String> MNIST =
      Map.of(
          "train-images-idx3-ubyte.gz", "6bbc9ace898e44ae57da46a324031adb",
          "train-labels-idx1-ubyte.gz", "a25bea736e30d166cdddb491f175f624",
          "t10k-images-idx3-ubyte.gz", "2646ac647ad5339dbf082846283269ea",
          "t10k-labels-idx1-ubyte.gz", "27ae3e4e09519cfbb04c329615203637");

  public Datasets {
    validation = List.copyOf(validation);
    test = List.copyOf(test);
    hashes = Map.copyOf(hashes);
  }

  /**
   * Reads a folder with {@code mnist/} and, if they are there, {@code pen-strokes/}.
   *
   * @param files resolves the addresses of the corrections
   * @param withPenStrokes whether to read pen strokes
   */
  public static Datasets read(
      FileStore data, FileStore files, List<String> corrections, boolean withPenStrokes) {
    Map<String, String> hashes = new TreeMap<>();
    LabeledImages train = mnist(data, "train", hashes);
    LabeledImages test = mnist(data, "t10k", hashes);
    List<PenSample> samples = new ArrayList<>();
    if (withPenStrokes) {
      for (String digits : DIGITS) {
        if (data.has(digits)) {
          samples.addAll(strokes(data, digits, hashes));
        }
      }
      if (data.has(LETTERS)) {
        for (PenSample letter : strokes(data, LETTERS, hashes)) {
          if (LOOKALIKES.indexOf(letter.label()) < 0) {
            samples.add(letter);
          }
        }
      }
    }
    List<LabeledImages> corrected = new ArrayList<>();
    for (String name : corrections) {
      byte[] bytes = files.read(name);
      // The files of several runs have the same name.
      String numbered = CORRECTIONS + (corrected.size() + 1) + "-";
      hashes.put(numbered + name.substring(name.lastIndexOf('/') + 1), FileStore.sha256(bytes));
      corrected.add(CorrectionsReader.read(new ByteArrayInputStream(bytes), name));
    }
    int training = Math.max(1, train.count() - Math.min(MNIST_VALIDATION, train.count() / 4));
    return split(
        train.slice(0, training),
        train.slice(training, train.count()),
        test,
        samples,
        LabeledImages.join(corrected),
        hashes);
  }

  private static Datasets split(
      LabeledImages mnistTraining,
      LabeledImages mnistValidation,
      LabeledImages mnistTest,
      List<PenSample> samples,
      LabeledImages corrections,
      Map<String, String> hashes) {
    Set<String> writers = new TreeSet<>();
    samples.forEach(sample -> writers.add(sample.writer()));
    WriterSplit split = WriterSplit.of(writers);
    List<PenSample> digits = new ArrayList<>();
    List<PenSample> letters = new ArrayList<>();
    List<PenSample> validation = new ArrayList<>();
    List<PenSample> test = new ArrayList<>();
    int fragments = 0;
    for (PenSample sample : samples) {
      WriterSplit.Part part = split.part(sample.writer());
      if (part == WriterSplit.Part.TEST) {
        test.add(sample);
      } else if (sample.isFragment()) {
        fragments++;
      } else if (part == WriterSplit.Part.VALIDATION) {
        validation.add(sample);
      } else {
        (sample.isDigit() ? digits : letters).add(sample);
      }
    }
    TrainingSet trainingSet = new TrainingSet(mnistTraining, digits, letters, corrections);
    return new Datasets(
        trainingSet, mnistValidation, mnistTest, validation, test, fragments, hashes);
  }

  private static List<PenSample> strokes(FileStore data, String name, Map<String, String> hashes) {
    byte[] bytes = data.read(name);
    hashes.put(name, FileStore.sha256(bytes));
    return PenSampleReader.read(new ByteArrayInputStream(bytes), name);
  }

  private static LabeledImages mnist(FileStore data, String set, Map<String, String> hashes) {
    String images = set + "-images-idx3-ubyte.gz";
    String labels = set + "-labels-idx1-ubyte.gz";
    return MnistReader.read(
        checked(data, images, hashes), images, checked(data, labels, hashes), labels);
  }

  private static InputStream checked(FileStore data, String name, Map<String, String> hashes) {
    byte[] bytes = data.read("mnist/" + name);
    check(name, bytes, data.has(SUMS) ? sums(data) : MNIST);
    hashes.put("mnist/" + name, FileStore.sha256(bytes));
    return new ByteArrayInputStream(bytes);
  }

  private static Map<String, String> sums(FileStore data) {
    Map<String, String> sums = new TreeMap<>();
    for (String line : new String(data.read(SUMS), StandardCharsets.UTF_8).lines().toList()) {
      String[] fields = line.trim().split(" +", 2);
      if (fields.length == 2) {
        sums.put(fields[1], fields[0]);
      }
    }
    return sums;
  }

  /** Rejects a file with unpacked content that does not have the MD5 of its name. */
  static void check(String name, byte[] gzipped, Map<String, String> sums) {
    String md5;
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      md5 = FileStore.md5(unpacked.readAllBytes());
    } catch (IOException e) {
      throw new BadDataException("mnist/" + name + " could not be unpacked: " + e.getMessage(), e);
    }
    if (!md5.equals(sums.get(name))) {
      throw new BadDataException(
          "mnist/"
              + name
              + " is not the published file: expected its unpacked content to have the MD5 "
              + sums.get(name)
              + " but got "
              + md5
              + ".");
    }
  }
}
