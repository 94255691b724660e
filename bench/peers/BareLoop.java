import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

/** Classifies one image after the other and does nothing else: MODEL SECONDS THREADS. */
class BareLoop {
  private static final int VALUES = 784;

  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[1]);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    OrtSession session = environment.createSession(arguments[0], options);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    LongAdder images = new LongAdder();
    long cpuBefore = system.getProcessCpuTime();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      threads.add(Thread.ofPlatform().start(() -> run(environment, session, end, images)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long cpu = system.getProcessCpuTime() - cpuBefore;
    System.out.printf("%d %.3f%n", images.sum() / seconds, cpu / 1e6 / images.sum());
  }

  private static void run(
      OrtEnvironment environment, OrtSession session, long end, LongAdder images) {
    FloatBuffer image =
        ByteBuffer.allocateDirect(VALUES * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(1);
    for (int i = 0; i < VALUES; i++) {
      image.put(i, random.nextInt(5) == 0 ? random.nextFloat() : 0);
    }
    try {
      while (System.nanoTime() < end) {
        try (OnnxTensor input =
                OnnxTensor.createTensor(environment, image, new long[] {1, VALUES});
            OrtSession.Result output = session.run(Map.of("image", input))) {
          output.get(0).getValue();
          images.increment();
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
