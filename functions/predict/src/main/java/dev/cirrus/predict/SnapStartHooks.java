package dev.cirrus.predict;

import dev.cirrus.http.ApiFunction;
import dev.cirrus.http.PrimingRequest;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.predict.serving.HotSwapModel;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Prepares the function for Lambda's snapshot and for each restore. Before the snapshot is taken,
 * one request of each kind is answered, so that the snapshot contains the loaded classes. No
 * connection is opened then, because many processes are restored from the snapshot. After a
 * restore, connections are opened before the first request needs them. Without SnapStart they are
 * opened immediately, because Lambda gives a function more CPU while it initializes.
 */
final class SnapStartHooks {
  private final PredictHandler handler;
  private final HotSwapModel model;
  private final SqsPredictionQueue queue;
  private final PredictTelemetry telemetry;

  SnapStartHooks(
      PredictHandler handler,
      HotSwapModel model,
      SqsPredictionQueue queue,
      PredictTelemetry telemetry) {
    this.handler = handler;
    this.model = model;
    this.queue = queue;
    this.telemetry = telemetry;
  }

  /** Answers the priming requests; logs only that it did. */
  void prime() {
    Telemetry discarded = Telemetry.discarding();
    try (PrimingRequests priming = new PrimingRequests()) {
      if (priming.registry().current().isPresent()) {
        throw new IllegalStateException("priming failed: expected an empty bucket");
      }
      ApiFunction recording = handler.api(priming.queue(), discarded);
      priming.requests().forEach((PrimingRequest request) -> request.send(recording));
      priming.unrecorded().send(handler.api(PrimingRequests.failingQueue(), discarded));
    }
    telemetry.primed();
  }

  /** Called after a SnapStart restore. */
  void restore() {
    model.restored();
    connect();
  }

  /** Opens the connections that requests use. */
  void connect() {
    CompletableFuture<Void> refreshed = CompletableFuture.runAsync(model::refresh);
    try {
      queue.connect();
    } catch (SdkException e) {
      telemetry.queueUnreachable(e);
    }
    refreshed.join();
  }
}
