package dev.cirrus.lambda;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Registers what a function does before Lambda takes its snapshot and after it restores one. */
public final class SnapStart {
  /** The CRaC context references its resources weakly, so they are kept reachable here. */
  private static final List<Resource> REGISTERED = new CopyOnWriteArrayList<>();

  private SnapStart() {}

  /** Runs {@code prime} before the snapshot is taken, so that it contains the classes loaded. */
  public static void beforeSnapshot(Runnable prime) {
    register(prime, () -> {});
  }

  /**
   * Runs {@code prime} before the snapshot is taken and {@code restored} in each process that is
   * restored from it. Nothing unique, time-dependent or connected may be created before {@code
   * restored} runs: every restored process would share it.
   */
  public static void register(Runnable prime, Runnable restored) {
    Resource resource =
        new Resource() {
          @Override
          public void beforeCheckpoint(Context<? extends Resource> context) {
            prime.run();
          }

          @Override
          public void afterRestore(Context<? extends Resource> context) {
            restored.run();
          }
        };
    REGISTERED.add(resource);
    Core.getGlobalContext().register(resource);
  }
}
