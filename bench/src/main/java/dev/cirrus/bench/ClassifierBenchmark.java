package dev.cirrus.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classification;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.OnnxClassifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Compares the classifier with plain ONNX Runtime sessions of the same model, one with the
 * classifier's options and one with the defaults. The input of the plain sessions is already in
 * off-heap memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "--enable-native-access=ALL-UNNAMED")
public class ClassifierBenchmark {
  @Param({"1", "64"})
  int images;

  private float[][] values = new float[0][];
  private Classifier classifier = new NotLoaded();
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private OrtSession.SessionOptions tunedOptions = new OrtSession.SessionOptions();
  private OrtSession.SessionOptions defaultOptions = new OrtSession.SessionOptions();
  private @Nullable OrtSession plainSession;
  private @Nullable OrtSession defaultSession;
  private @Nullable OnnxTensor input;

  @Setup(Level.Trial)
  public void load() throws IOException, BadModelException, OrtException {
    byte[] model = Files.readAllBytes(Path.of("model", "model.onnx"));
    Random random = new Random(1);
    values = new float[images][Classifier.VALUES];
    FloatBuffer direct =
        ByteBuffer.allocateDirect(images * Classifier.VALUES * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (float[] image : values) {
      for (int i = 0; i < image.length; i++) {
        image[i] = random.nextInt(5) == 0 ? random.nextFloat() : 0;
      }
      direct.put(image);
    }
    direct.flip();
    classifier = OnnxClassifier.load(model);
    tunedOptions.setIntraOpNumThreads(1);
    tunedOptions.setInterOpNumThreads(1);
    plainSession = environment.createSession(model, tunedOptions);
    defaultSession = environment.createSession(model, defaultOptions);
    input = OnnxTensor.createTensor(environment, direct, new long[] {images, Classifier.VALUES});
  }

  @Benchmark
  public List<Classification> classifier() {
    return classifier.classify(values);
  }

  @Benchmark
  public Object plainSession() throws OrtException {
    return run(plainSession);
  }

  @Benchmark
  public Object defaultSession() throws OrtException {
    return run(defaultSession);
  }

  @TearDown(Level.Trial)
  public void close() throws OrtException {
    classifier.close();
    if (input != null) {
      input.close();
    }
    if (plainSession != null) {
      plainSession.close();
    }
    if (defaultSession != null) {
      defaultSession.close();
    }
  }

  private Object run(@Nullable OrtSession session) throws OrtException {
    if (session == null || input == null) {
      throw new IllegalStateException("The model is not loaded.");
    }
    try (OrtSession.Result result = session.run(Map.of("image", input))) {
      return result.get(0).getValue();
    }
  }

  /** A placeholder until the trial has loaded its model. */
  private static final class NotLoaded implements Classifier {
    @Override
    public List<Classification> classify(float[][] images) {
      throw new IllegalStateException("The model is not loaded.");
    }

    @Override
    public void close() {
      // Holds no resources.
    }
  }
}
