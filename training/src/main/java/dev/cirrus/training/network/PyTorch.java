package dev.cirrus.training.network;

/** How PyTorch runs in this process. */
public final class PyTorch {
  private PyTorch() {}

  /** Must be called before DJL is used for the first time. */
  public static void prepare(int threads) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }
}
