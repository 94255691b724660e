package dev.cirrus.bench;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
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
import dev.cirrus.vision.Digit;
import dev.cirrus.vision.Raster;
import dev.cirrus.vision.Vision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;

/** Measures a warm {@code handleRequest} with one image, with an in-memory queue and ElasticMQ. */
public final class PredictBenchmark {
  private static final int WARM_UP = 3_000;
  private static final int MEASURED = 5_000;

  private PredictBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    run("in memory", prediction -> {});
    Path folder = Files.createTempDirectory("cirrus-bench");
    try (LocalAws cloud = LocalAws.start(folder);
        SqsClient sqs = cloud.sqs()) {
      String queue = sqs.createQueue(create -> create.queueName("bench")).queueUrl();
      try (SqsPredictionQueue predictions =
          new SqsPredictionQueue(
              SqsPredictionQueue.client(
                  cloud.endpoint(AwsService.SQS), cloud.region(), cloud.credentials()),
              queue)) {
        run("ElasticMQ", predictions);
      }
      sqs.purgeQueue(PurgeQueueRequest.builder().queueUrl(queue).build());
    }
  }

  private static void run(String name, PredictionQueue queue) {
    Clock clock = Clock.systemUTC();
    int[] notRecorded = new int[1];
    try (PredictHandler handler =
        new PredictHandler(
            new InMemoryModelRegistry(),
            prediction -> {
              try {
                queue.send(prediction);
              } catch (NotRecordedException e) {
                notRecorded[0]++;
                throw e;
              }
            },
            IdGenerator.system(clock),
            clock,
            new Telemetry("bench", clock, line -> {}),
            new ApiResponses(null))) {
      APIGatewayProxyRequestEvent event = event();
      for (int i = 0; i < WARM_UP; i++) {
        handler.handleRequest(event, null);
      }
      notRecorded[0] = 0;
      long[] times = new long[MEASURED];
      for (int i = 0; i < MEASURED; i++) {
        long start = System.nanoTime();
        int status = handler.handleRequest(event, null).getStatusCode();
        times[i] = System.nanoTime() - start;
        if (status != 200) {
          throw new IllegalStateException("expected status 200 but got " + status);
        }
      }
      Arrays.sort(times);
      System.out.printf(
          Locale.ROOT,
          "handleRequest, one image, %-9s  p50 %.3f ms  p99 %.3f ms  not recorded %d of %d%n",
          name,
          times[MEASURED / 2] / 1e6,
          times[MEASURED * 99 / 100] / 1e6,
          notRecorded[0],
          MEASURED);
    }
  }

  private static APIGatewayProxyRequestEvent event() {
    byte[] picture = new byte[100 * 100];
    for (int y = 20; y < 80; y++) {
      Arrays.fill(picture, y * 100 + 48, y * 100 + 54, (byte) 255);
    }
    Digit one = Vision.find(Raster.grey(100, 100, picture)).getFirst();
    StringBuilder body = new StringBuilder("{\"image\":[");
    for (byte value : one.pixels()) {
      body.append(value & 0xff).append(',');
    }
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod("POST")
        .withResource("/predict")
        .withHeaders(
            Map.of(
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer bench-bench-bench-bench"))
        .withBody(body.deleteCharAt(body.length() - 1).append("]}").toString());
  }
}
