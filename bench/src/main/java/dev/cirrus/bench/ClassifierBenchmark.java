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
 * The classifier beside bare sessions of ONNX Runtime on the same model, whose input lies ready in
 * memory outside the heap: one with the classifier's own options, one as it comes.
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
  private Classifier classifier = new Unready();
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private OrtSession.SessionOptions sameOptions = new OrtSession.SessionOptions();
  private OrtSession.SessionOptions asItComes = new OrtSession.SessionOptions();
  private @Nullable OrtSession bareSameOptions;
  private @Nullable OrtSession bareAsItComes;
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
    sameOptions.setIntraOpNumThreads(Math.min(Runtime.getRuntime().availableProcessors(), 4));
    sameOptions.setInterOpNumThreads(1);
    sameOptions.addConfigEntry("session.intra_op.allow_spinning", "0");
    bareSameOptions = environment.createSession(model, sameOptions);
    bareAsItComes = environment.createSession(model, asItComes);
    input = OnnxTensor.createTensor(environment, direct, new long[] {images, Classifier.VALUES});
  }

  @Benchmark
  public List<Classification> classifier() {
    return classifier.classify(values);
  }

  @Benchmark
  public Object bareSameOptions() throws OrtException {
    return run(bareSameOptions);
  }

  @Benchmark
  public Object bareAsItComes() throws OrtException {
    return run(bareAsItComes);
  }

  @TearDown(Level.Trial)
  public void close() throws OrtException {
    classifier.close();
    if (input != null) {
      input.close();
    }
    if (bareSameOptions != null) {
      bareSameOptions.close();
    }
    if (bareAsItComes != null) {
      bareAsItComes.close();
    }
  }

  private Object run(@Nullable OrtSession session) throws OrtException {
    if (session == null || input == null) {
      throw new IllegalStateException("Not loaded.");
    }
    try (OrtSession.Result result = session.run(Map.of("image", input))) {
      return result.get(0).getValue();
    }
  }

  /** Stands in until the trial's own is loaded. */
  private static final class Unready implements Classifier {
    @Override
    public List<Classification> classify(float[][] images) {
      throw new IllegalStateException("Not loaded.");
    }

    @Override
    public void close() {
      // There is nothing to free.
    }
  }
}
