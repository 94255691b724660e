package dev.cirrus.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.OnnxClassifier;
import dev.cirrus.training.data.FileStore;
import dev.cirrus.training.data.TinyData;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The whole job in real Spark processes, as {@code train.sh} starts it. */
final class TrainingJobTest {
  @TempDir private Path folder = Path.of("");

  private final List<Job> jobs = new ArrayList<>();

  @AfterEach
  void killJobs() throws InterruptedException {
    for (Job job : jobs) {
      job.kill();
    }
  }

  private Job start(List<String> arguments) throws IOException {
    Job job = new Job(arguments);
    jobs.add(job);
    return job;
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void aKilledJobContinuesAndAKilledExecutorIsReplaced() throws Exception {
    TinyData.write(folder.resolve("data"));
    Path output = folder.resolve("model");
    Job first = start(arguments(output));
    first.waitFor("round 1 of 6");
    first.kill();
    assertTrue(Files.exists(output.resolve(TrainingLoop.CHECKPOINT)));
    assertFalse(Files.exists(output.resolve("model.onnx")));

    Job second = start(arguments(output));
    second.waitFor("continuing after round");
    second.waitFor("recipe full");
    second.killExecutor();
    String rest = second.end(0);
    assertTrue(rest.contains("round 6 of 6"), rest);

    byte[] model = Files.readAllBytes(output.resolve("model.onnx"));
    String card = Files.readString(output.resolve("card.json"));
    assertTrue(card.contains(FileStore.sha256(model)), card);
    assertTrue(card.contains("\"version\" : \"t1\""), card);
    OnnxClassifier.load(model).close();
    try (var in = Files.newInputStream(output.resolve("evaluation.gz"))) {
      assertEquals(100, EvaluationSet.read(in).get(0).size());
    }
    assertTrue(Files.readString(output.resolve("progress.json")).contains("\"done\": 1.0000"));
    try (var files = Files.walk(output)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void aDamagedFileEndsTheJobWithOneLineThatNamesIt() throws Exception {
    Path data = folder.resolve("data");
    TinyData.write(data);
    Path images = data.resolve("mnist/train-images-idx3-ubyte.gz");
    byte[] whole = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(whole, whole.length - 100));
    String log = start(arguments(folder.resolve("model"))).end(1);
    assertTrue(
        log.contains("cirrus train: mnist/train-images-idx3-ubyte.gz could not be unpacked: "),
        log);
    assertFalse(log.contains("\tat "), log);
    assertEquals(1, log.lines().filter(line -> line.startsWith("cirrus train: ")).count(), log);
    assertFalse(Files.exists(folder.resolve("model/model.onnx")));
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void evaluatingAModelWithoutItsCardEndsTheJobWithOneLine() throws Exception {
    Path model = Files.write(folder.resolve("m.onnx"), new byte[] {1});
    String log = start(List.of("--evaluate", model.toString(), "--data", "none")).end(1);
    assertTrue(log.contains("cirrus train: " + folder.resolve("card.json") + " is missing: "), log);
    assertFalse(log.contains("\tat "), log);
  }

  @Test
  void theLastLineOfTheLogContainsTheCause() {
    Exception lost = new IllegalStateException("Lost task 0.3\n\tat somewhere");
    assertEquals(
        "round 2 failed 3 times: Lost task 0.3",
        TrainingJob.causes(new IllegalStateException("round 2 failed 3 times", lost)));
  }

  private List<String> arguments(Path output) {
    return List.of(
        "--data",
        folder.resolve("data").toString(),
        "--output",
        output.toString(),
        "--images",
        "1536",
        "--version",
        "t1");
  }

  /** A running job. */
  private static final class Job {
    private final Process process;
    private final BufferedReader lines;
    private final StringBuilder log = new StringBuilder();

    Job(List<String> arguments) throws IOException {
      List<String> command = new ArrayList<>();
      command.add("bash");
      command.add(Path.of("train.sh").toAbsolutePath().toString());
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("CIRRUS_JDK17", jdk17().toString());
      // The job and its executors are too short for C2.
      builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
      // The class path of this test without Spark's own jars.
      builder.environment().put("CIRRUS_TRAINING_JARS", jobClassPath());
      process = builder.start();
      lines = process.inputReader(StandardCharsets.UTF_8);
    }

    private static String jobClassPath() {
      List<String> spark =
          Arrays.stream(list(Path.of("target/spark/jars"))).map(File::getName).toList();
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
          .filter(entry -> !spark.contains(Path.of(entry).getFileName().toString()))
          .reduce((a, b) -> a + File.pathSeparator + b)
          .orElseThrow();
    }

    /** A JDK 17: from the environment, or from where the usual installers put one. */
    private static Path jdk17() {
      String home17 = System.getenv("CIRRUS_JDK17");
      if (home17 != null) {
        return Path.of(home17);
      }
      String home = System.getProperty("user.home");
      for (String place :
          List.of(
              "/usr/lib/jvm",
              "/usr/java",
              "/opt/java",
              home + "/.sdkman/candidates/java",
              home + "/.jdks")) {
        for (File candidate : list(Path.of(place))) {
          Path release = candidate.toPath().resolve("release");
          try {
            if (Files.exists(candidate.toPath().resolve("bin/javac"))
                && Files.readString(release).contains("JAVA_VERSION=\"17")) {
              return candidate.toPath();
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
      return fail("Spark needs a JDK 17: set CIRRUS_JDK17 to its home");
    }

    private static File[] list(Path place) {
      File[] files = place.toFile().listFiles();
      return files == null ? new File[0] : files;
    }

    void waitFor(String text) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.append(line).append('\n');
        if (line.contains(text)) {
          return;
        }
      }
      fail("expected \"" + text + "\" before the end of the job but got:\n" + log);
    }

    void kill() throws InterruptedException {
      List<ProcessHandle> all = process.descendants().toList();
      all.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }

    /** Kills a child of the driver, which is the script's child. */
    void killExecutor() throws InterruptedException {
      ProcessHandle executor = null;
      while (executor == null && process.isAlive()) {
        executor =
            process
                .children()
                .flatMap(ProcessHandle::children)
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElse(null);
        Thread.sleep(100);
      }
      assertNotNull(executor, "the job ended without an executor");
      executor.destroyForcibly();
    }

    String end(int code) throws IOException, InterruptedException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.append(line).append('\n');
      }
      assertEquals(code, process.waitFor(), log::toString);
      return log.toString();
    }
  }
}
