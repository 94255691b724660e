package dev.cirrus.classifier;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A model in ONNX's format, run by ONNX Runtime on the processor. */
public final class OnnxClassifier implements Classifier {
  private static final String INPUT = "image";
  private static final String OUTPUT = "probabilities";

  /** How far ten probabilities in single precision may be from adding up to one. */
  private static final float ROUNDING = 1e-3f;

  /** Buffers kept for the next calls; more calls at once make their own. */
  private static final int BUFFERS_KEPT = 8;

  /** A batch is shared out among so many at most; one image alone is not worth it. */
  private static final int MOST_THREADS = 4;

  private final OrtEnvironment environment;
  private final OrtSession session;

  /** Calls read, closing writes: a session that is closed under a call would end the process. */
  private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();

  private final BlockingQueue<Buffers> spare = new ArrayBlockingQueue<>(BUFFERS_KEPT);
  private boolean closed;

  private OnnxClassifier(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  /**
   * Loads a model and tries it: its input and output must be what every model here has, and what
   * comes out must be probabilities.
   *
   * @throws BadModelException where it can't serve
   */
  public static OnnxClassifier load(byte[] model) throws BadModelException {
    if (model.length == 0) {
      throw new BadModelException("The model is empty.");
    }
    OrtEnvironment environment = environment();
    OnnxClassifier classifier;
    try (SessionOptions options = options()) {
      classifier = new OnnxClassifier(environment, environment.createSession(model, options));
    } catch (OrtException e) {
      throw new BadModelException("The model can't be read as ONNX: " + e.getMessage(), e);
    }
    try {
      classifier.checkShapes();
      classifier.checkOutputs();
      return classifier;
    } catch (BadModelException | RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  @Override
  public float[][] classify(float[][] images) {
    if (images.length < 1 || images.length > MAX_IMAGES) {
      throw new IllegalArgumentException(
          "From 1 to " + MAX_IMAGES + " images are classified at once, not " + images.length + ".");
    }
    for (float[] image : images) {
      if (image.length != VALUES) {
        throw new IllegalArgumentException(
            "An image has " + VALUES + " values, not " + image.length + ".");
      }
    }
    inUse.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The classifier has been closed.");
      }
      return run(images);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    } finally {
      inUse.readLock().unlock();
    }
  }

  @Override
  public void close() {
    inUse.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime did not close its session.", e);
    } finally {
      inUse.writeLock().unlock();
    }
  }

  private float[][] run(float[][] images) throws OrtException {
    int count = images.length;
    Buffers buffers = spare.poll();
    if (buffers == null) {
      buffers = new Buffers();
    }
    buffers.input.clear();
    for (float[] image : images) {
      buffers.input.put(image);
    }
    buffers.input.flip();
    buffers.output.clear().limit(count * CLASSES);
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, buffers.input, new long[] {count, VALUES});
        OnnxTensor output =
            OnnxTensor.createTensor(environment, buffers.output, new long[] {count, CLASSES});
        OrtSession.Result result = session.run(Map.of(INPUT, input), Map.of(OUTPUT, output))) {
      if (result.size() != 1) {
        throw new IllegalStateException("The model gave " + result.size() + " outputs.");
      }
      float[][] probabilities = new float[count][CLASSES];
      for (int i = 0; i < count; i++) {
        buffers.output.get(i * CLASSES, probabilities[i]);
      }
      return probabilities;
    } finally {
      spare.offer(buffers);
    }
  }

  private void checkShapes() throws BadModelException {
    try {
      checkNode("input", session.getInputInfo(), INPUT, VALUES);
      checkNode("output", session.getOutputInfo(), OUTPUT, CLASSES);
    } catch (OrtException e) {
      throw new BadModelException("The model does not say its shapes: " + e.getMessage(), e);
    }
  }

  private static void checkNode(String kind, Map<String, NodeInfo> nodes, String name, long width)
      throws BadModelException {
    NodeInfo node = nodes.get(name);
    if (node == null || nodes.size() != 1) {
      throw new BadModelException(
          "The model's only " + kind + " must be \"" + name + "\"; it has " + nodes.keySet() + ".");
    }
    if (!(node.getInfo() instanceof TensorInfo info)
        || info.type != OnnxJavaType.FLOAT
        || !Arrays.equals(info.getShape(), new long[] {-1, width})) {
      throw new BadModelException(
          "The model's " + kind + " must be float32 [n, " + width + "]; it is " + node.getInfo());
    }
  }

  private void checkOutputs() throws BadModelException {
    float[][] probes = new float[3][VALUES];
    Arrays.fill(probes[1], 1);
    for (int i = 0; i < VALUES; i++) {
      probes[2][i] = i % 7 / 6f;
    }
    float[][] outputs;
    try {
      outputs = classify(probes);
    } catch (IllegalStateException e) {
      throw new BadModelException("The model does not run: " + e.getMessage(), e);
    }
    for (float[] output : outputs) {
      float sum = 0;
      for (float probability : output) {
        if (!(probability >= -ROUNDING && probability <= 1 + ROUNDING)) {
          throw new BadModelException(
              "The model's outputs must be probabilities; it gave " + probability + ".");
        }
        sum += probability;
      }
      if (Math.abs(sum - 1) > ROUNDING) {
        throw new BadModelException(
            "The model's ten probabilities must add up to 1; they add up to " + sum + ".");
      }
    }
  }

  private static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
    options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setIntraOpNumThreads(
        Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS));
    options.setInterOpNumThreads(1);
    // Threads that wait by spinning would use up a function's share of a processor.
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    return options;
  }

  private static OrtEnvironment environment() {
    useNativesWhereTheyLie();
    // What is wrong with a model is said by an exception, once.
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "cirrus");
  }

  /**
   * ONNX Runtime copies its 24 MB library out of its jar, unless told that it is a file already.
   */
  private static void useNativesWhereTheyLie() {
    String property = "onnxruntime.native.path";
    URL library =
        OrtEnvironment.class.getResource("/ai/onnxruntime/native/linux-x64/libonnxruntime.so");
    if (System.getProperty(property) == null
        && library != null
        && library.getProtocol().equals("file")) {
      System.setProperty(
          property, Path.of(URI.create(library.toString())).resolveSibling("").toString());
    }
  }

  /** Memory outside the heap, which ONNX Runtime reads and writes without copying. */
  private static final class Buffers {
    final FloatBuffer input = direct(MAX_IMAGES * VALUES);
    final FloatBuffer output = direct(MAX_IMAGES * CLASSES);

    private static FloatBuffer direct(int floats) {
      return ByteBuffer.allocateDirect(floats * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
    }
  }
}
