package dev.cirrus.predict;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.lambda.Telemetry;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What is done before Lambda takes a snapshot of the function, and after it wakes one up. Before:
 * every path that a request can take is gone once, so that its classes are in the snapshot, and
 * nothing is connected, as a snapshot wakes up many times and elsewhere. After: connections are
 * opened, so that the first request does not wait for them. Without snapshots, both are done while
 * the function is made, when Lambda gives it more of the processor than later.
 */
final class SnapStartHooks implements Resource {
  private final PredictHandler handler;
  private final HotSwapModel models;
  private final SqsPredictionQueue log;
  private final PredictTelemetry telemetry;

  SnapStartHooks(
      PredictHandler handler,
      HotSwapModel models,
      SqsPredictionQueue log,
      PredictTelemetry telemetry) {
    this.handler = handler;
    this.models = models;
    this.log = log;
    this.telemetry = telemetry;
  }

  /** Waits for the snapshot, or does at once what is done after one. */
  void begin(boolean isSnapStart) {
    if (isSnapStart) {
      Core.getGlobalContext().register(this);
    } else {
      connect();
    }
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    prime();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    restore();
  }

  /** Begins another life. */
  void restore() {
    models.restored();
    connect();
  }

  private void connect() {
    CompletableFuture<Void> store = CompletableFuture.runAsync(models::lookNow);
    try {
      log.connect();
    } catch (SdkException e) {
      telemetry.queueFailed(e);
    }
    store.join();
  }

  /** Goes every path once, and tells of none. */
  void prime() {
    PredictTelemetry nobody =
        new PredictTelemetry(new Telemetry("priming", Clock.systemUTC(), line -> {}));
    try (PrimingRequests rehearsal = new PrimingRequests()) {
      if (rehearsal.registry().current().isPresent()) {
        throw new IllegalStateException("Priming failed: expected an empty bucket");
      }
      for (PrimingRequests.Example scene : rehearsal.scenes()) {
        APIGatewayProxyResponseEvent answer =
            handler.answer(scene.event(), "", scene.log(), nobody);
        if (answer.getStatusCode() != scene.status()
            || !answer.getBody().contains(scene.expected())) {
          throw new IllegalStateException(
              "Priming failed: " + scene.expected() + " was to come, not " + answer.getBody());
        }
      }
    }
    telemetry.primed();
  }
}
