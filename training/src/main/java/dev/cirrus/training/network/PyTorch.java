package dev.cirrus.training.network;

/** Configures PyTorch in this process. */
public final class PyTorch {
  private PyTorch() {}

  /** Must be called before the first use of DJL. */
  public static void configure(int threads) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
  }
}
