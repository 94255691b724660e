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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Runs an ONNX model with ONNX Runtime on the CPU. */
public final class OnnxClassifier implements Classifier {
  private static final String INPUT = "image";
  private static final String OUTPUT = "probabilities";

  /** Tolerance for probabilities in single precision that should sum to 1. */
  private static final float TOLERANCE = 1e-3f;

  /** Images in one run of the session. Larger batches are no faster and need larger buffers. */
  private static final int BATCH = 64;

  /**
   * Batch sizes that a model is tried with: some exports only work for the size they were made
   * with.
   */
  private static final int[] TRIED_BATCHES = {1, 2, 3, BATCH};

  /** Buffers kept for later calls; more concurrent calls allocate their own. */
  private static final int POOLED_BUFFERS = 8;

  private final OrtEnvironment environment;
  private final OrtSession session;

  /** Calls take the read lock: closing a session during a call would crash the process. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private final BlockingQueue<Buffers> pool = new ArrayBlockingQueue<>(POOLED_BUFFERS);

  /** Columns of the output: one for each digit and, in newer models, one for "not a digit". */
  private final int columns;

  private boolean closed;

  private OnnxClassifier(OrtEnvironment environment, OrtSession session) throws BadModelException {
    this.environment = environment;
    this.session = session;
    checkInput(session);
    this.columns = outputColumns(session);
  }

  /**
   * Loads a model and tries it: its input must be float32 [n, 784], its output float32 [n, 10] or
   * [n, 11], and the output must be probabilities for batches of any size.
   *
   * @throws BadModelException if the model can't be used
   */
  public static OnnxClassifier load(byte[] model) throws BadModelException {
    if (model.length == 0) {
      throw new BadModelException("The model is empty.");
    }
    OrtEnvironment environment = environment();
    OrtSession session;
    try (SessionOptions options = options()) {
      session = environment.createSession(model, options);
    } catch (OrtException e) {
      throw new BadModelException("The model can't be read as ONNX: " + e.getMessage(), e);
    }
    try {
      OnnxClassifier classifier = new OnnxClassifier(environment, session);
      classifier.checkOutputs();
      return classifier;
    } catch (BadModelException | RuntimeException e) {
      close(session);
      throw e;
    }
  }

  @Override
  public List<Classification> classify(float[][] images) {
    for (float[] image : images) {
      if (image.length != VALUES) {
        throw new IllegalArgumentException(
            "Expected " + VALUES + " values for an image but got " + image.length + ".");
      }
    }
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The classifier has been closed.");
      }
      List<Classification> classifications = new ArrayList<>(images.length);
      for (int from = 0; from < images.length; from += BATCH) {
        run(images, from, Math.min(images.length, from + BATCH), classifications);
      }
      return classifications;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        close(session);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed to close its session.", e);
    }
  }

  private void run(float[][] images, int from, int to, List<Classification> classifications)
      throws OrtException {
    int count = to - from;
    Buffers buffers = pool.poll();
    if (buffers == null) {
      buffers = new Buffers(columns);
    }
    buffers.input.clear();
    for (int i = from; i < to; i++) {
      buffers.input.put(images[i]);
    }
    buffers.input.flip();
    buffers.output.clear().limit(count * columns);
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, buffers.input, new long[] {count, VALUES});
        OnnxTensor output =
            OnnxTensor.createTensor(environment, buffers.output, new long[] {count, columns});
        OrtSession.Result result = session.run(Map.of(INPUT, input), Map.of(OUTPUT, output))) {
      if (result.size() != 1) {
        throw new IllegalStateException(
            "Expected 1 output of the model but got " + result.size() + ".");
      }
      for (int i = 0; i < count; i++) {
        float[] row = new float[columns];
        buffers.output.get(i * columns, row);
        classifications.add(Classification.of(row));
      }
    } finally {
      pool.offer(buffers);
    }
  }

  private static void checkInput(OrtSession session) throws BadModelException {
    try {
      if (columns("input", session.getInputInfo(), INPUT) != VALUES) {
        throw new BadModelException(
            "Expected the model's input to be float32 [n, 784] but got "
                + session.getInputInfo().get(INPUT)
                + ".");
      }
    } catch (OrtException e) {
      throw noShapes(e);
    }
  }

  private static int outputColumns(OrtSession session) throws BadModelException {
    try {
      int columns = columns("output", session.getOutputInfo(), OUTPUT);
      if (columns != Classification.DIGITS && columns != Classification.DIGITS + 1) {
        throw new BadModelException(
            "Expected the model's output to be float32 [n, 10] or [n, 11] but got "
                + session.getOutputInfo().get(OUTPUT)
                + ".");
      }
      return columns;
    } catch (OrtException e) {
      throw noShapes(e);
    }
  }

  private static BadModelException noShapes(OrtException e) {
    return new BadModelException("Failed to read the model's shapes: " + e.getMessage(), e);
  }

  /** The width of a model's only input or output; -1 unless it is float32 [n, width]. */
  private static int columns(String kind, Map<String, NodeInfo> nodes, String name)
      throws BadModelException {
    NodeInfo node = nodes.get(name);
    if (node == null || nodes.size() != 1) {
      throw new BadModelException(
          "Expected the model's only "
              + kind
              + " to be \""
              + name
              + "\" but got "
              + nodes.keySet()
              + ".");
    }
    return node.getInfo() instanceof TensorInfo info
            && info.type == OnnxJavaType.FLOAT
            && info.getShape().length == 2
            && info.getShape()[0] == -1
        ? (int) info.getShape()[1]
        : -1;
  }

  private void checkOutputs() throws BadModelException {
    for (int size : TRIED_BATCHES) {
      float[][] images = new float[size][VALUES];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < VALUES; j++) {
          // The first is blank, the second all ink, the third a pattern.
          images[i][j] = i % 3 == 0 ? 0 : i % 3 == 1 ? 1 : j % 7 / 6f;
        }
      }
      try {
        for (Classification classification : classify(images)) {
          checkProbabilities(classification);
        }
      } catch (IllegalStateException e) {
        throw new BadModelException(
            "The model fails on a batch of " + size + ": " + e.getMessage(), e);
      }
    }
  }

  private static void checkProbabilities(Classification classification) throws BadModelException {
    float sum = classification.notADigit();
    boolean valid = isProbability(sum);
    for (float probability : classification.digits()) {
      valid &= isProbability(probability);
      sum += probability;
    }
    if (!valid || Math.abs(sum - 1) > TOLERANCE) {
      throw new BadModelException(
          "Expected the model's outputs to be probabilities that sum to 1 but got "
              + classification
              + ".");
    }
  }

  private static boolean isProbability(float value) {
    return value >= -TOLERANCE && value <= 1 + TOLERANCE;
  }

  private static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
    options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
    // A function has at most one processor, and the local system answers several requests at once.
    // Handing parts of an image to other threads costs an eighth of its processor time.
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    return options;
  }

  private static OrtEnvironment environment() {
    useExtractedLibrary();
    // Problems with a model are reported by exceptions; the log would repeat them.
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "cirrus");
  }

  /**
   * Points ONNX Runtime to its native library of 24 MB where that is already a file, as in a
   * function's zip. Without this, it would first copy the library to a temporary file.
   */
  private static void useExtractedLibrary() {
    String property = "onnxruntime.native.path";
    String platform =
        System.getProperty("os.arch").equals("aarch64") ? "linux-aarch64" : "linux-x64";
    URL library =
        OrtEnvironment.class.getResource(
            "/ai/onnxruntime/native/" + platform + "/libonnxruntime.so");
    if (System.getProperty(property) == null
        && library != null
        && library.getProtocol().equals("file")) {
      System.setProperty(
          property, Path.of(URI.create(library.toString())).resolveSibling("").toString());
    }
  }

  /** Direct buffers, which ONNX Runtime reads and writes without copying. */
  private static final class Buffers {
    final FloatBuffer input = direct(BATCH * VALUES);
    final FloatBuffer output;

    Buffers(int columns) {
      output = direct(BATCH * columns);
    }

    private static FloatBuffer direct(int floats) {
      return ByteBuffer.allocateDirect(floats * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
    }
  }
}
