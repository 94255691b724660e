package dev.cirrus.bench;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.sun.management.ThreadMXBean;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.localaws.AwsService;
import dev.cirrus.localaws.LocalAws;
import dev.cirrus.models.InMemoryModelRegistry;
import dev.cirrus.predict.NotRecordedException;
import dev.cirrus.predict.PredictHandler;
import dev.cirrus.predict.PredictionQueue;
import dev.cirrus.predict.SqsPredictionQueue;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.prediction.Prediction;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;

/**
 * Measures warm invocations of {@code predict} by route, and recording with ElasticMQ: the time,
 * the time in the queue, the processor time and the memory allocated.
 */
public final class PredictBenchmark {
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(3);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private PredictBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println(
        "                              p50 ms  p99 ms  queue ms  CPU ms  allocated KB  not recorded");
    run("one image", json(image("")), prediction -> {});
    run("one image, record: false", json(image(",\"record\":false")), prediction -> {});
    run("64 images", json(images(64)), prediction -> {});
    run("a PNG of 280 × 280", picture(), prediction -> {});
    run("Open Inference, one image", infer(), prediction -> {});
    run("GET /health", event("GET", "/health"), prediction -> {});
    run("GET /model", event("GET", "/model"), prediction -> {});
    Path folder = Files.createTempDirectory("cirrus-bench");
    try (LocalAws cloud = LocalAws.start(folder);
        SqsClient sqs = cloud.sqs()) {
      String queue = sqs.createQueue(create -> create.queueName("bench")).queueUrl();
      try (SqsPredictionQueue predictions =
          new SqsPredictionQueue(
              SqsPredictionQueue.client(
                  cloud.endpoint(AwsService.SQS), cloud.region(), cloud.credentials()),
              queue)) {
        run("one image, ElasticMQ", json(image("")), predictions);
      }
      sqs.purgeQueue(PurgeQueueRequest.builder().queueUrl(queue).build());
    }
  }

  /** Adds up the time that predictions take to send. */
  private static final class MeasuredQueue implements PredictionQueue {
    private final PredictionQueue queue;
    private long nanos;
    private int failed;

    MeasuredQueue(PredictionQueue queue) {
      this.queue = queue;
    }

    @Override
    public void send(Prediction prediction) throws NotRecordedException {
      long start = System.nanoTime();
      try {
        queue.send(prediction);
      } catch (NotRecordedException e) {
        failed++;
        throw e;
      } finally {
        nanos += System.nanoTime() - start;
      }
    }

    void reset() {
      nanos = 0;
      failed = 0;
    }
  }

  private static void run(String name, APIGatewayProxyRequestEvent event, PredictionQueue to) {
    Clock clock = Clock.systemUTC();
    MeasuredQueue queue = new MeasuredQueue(to);
    try (PredictHandler handler =
        new PredictHandler(
            new PredictHandler.Adapters(new InMemoryModelRegistry(), queue),
            IdGenerator.system(clock),
            clock,
            new Telemetry("bench", clock, line -> {}),
            new ApiResponses(null))) {
      repeat(handler, event, WARM_UP);
      queue.reset();
      long cpu = THREADS.getCurrentThreadCpuTime();
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      long[] times = repeat(handler, event, MEASURED);
      cpu = THREADS.getCurrentThreadCpuTime() - cpu;
      bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
      System.out.printf(
          Locale.ROOT,
          "%-28s  %6.3f  %6.3f  %8.3f  %6.3f  %12.1f  %4d of %d%n",
          name,
          times[times.length / 2] / 1e6,
          times[times.length * 99 / 100] / 1e6,
          queue.nanos / 1e6 / times.length,
          cpu / 1e6 / times.length,
          bytes / 1024.0 / times.length,
          queue.failed,
          times.length);
    }
  }

  /** Returns the nanoseconds of each invocation, sorted. */
  private static long[] repeat(
      PredictHandler handler, APIGatewayProxyRequestEvent event, Duration time) {
    LongStream.Builder times = LongStream.builder();
    long end = System.nanoTime() + time.toNanos();
    for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
      int status = handler.handleRequest(event, null).getStatusCode();
      times.add(System.nanoTime() - start);
      if (status != 200) {
        throw new IllegalStateException("expected status 200 but got " + status);
      }
    }
    return times.build().sorted().toArray();
  }

  private static APIGatewayProxyRequestEvent event(String method, String route) {
    return new APIGatewayProxyRequestEvent().withHttpMethod(method).withResource(route);
  }

  private static APIGatewayProxyRequestEvent json(String body) {
    return event("POST", "/predict")
        .withHeaders(
            Map.of(
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer bench-bench-bench-bench"))
        .withBody(body);
  }

  private static APIGatewayProxyRequestEvent picture() throws IOException {
    BufferedImage page = new BufferedImage(280, 280, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = page.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 280, 280);
    pen.setColor(Color.BLACK);
    pen.setStroke(new BasicStroke(18));
    pen.drawLine(140, 40, 140, 240);
    pen.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(page, "png", png);
    return event("POST", "/predict")
        .withHeaders(Map.of("Content-Type", "image/png"))
        .withBody(Base64.getEncoder().encodeToString(png.toByteArray()))
        .withIsBase64Encoded(true);
  }

  private static APIGatewayProxyRequestEvent infer() {
    return event("POST", "/v2/models/{name}/infer")
        .withPathParameters(Map.of("name", "digits"))
        .withHeaders(Map.of("Content-Type", "application/json"))
        .withBody(
            "{\"inputs\":[{\"name\":\"image\",\"shape\":[1,784],\"datatype\":\"FP32\",\"data\":%s}]}"
                .formatted(values(1)));
  }

  private static String image(String more) {
    return "{\"image\":%s%s}".formatted(values(255), more);
  }

  private static String images(int count) {
    return "{\"images\":[%s]}".formatted(String.join(",", Collections.nCopies(count, values(255))));
  }

  /** A one: a bar in the middle. */
  private static String values(int ink) {
    StringJoiner values = new StringJoiner(",", "[", "]");
    for (int i = 0; i < 784; i++) {
      boolean isInk = i % 28 > 12 && i % 28 < 16 && i / 28 > 3 && i / 28 < 24;
      values.add(Integer.toString(isInk ? ink : 0));
    }
    return values.toString();
  }
}
