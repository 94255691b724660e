package dev.cirrus.traintrigger;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.AwsStub;
import dev.cirrus.models.RetryPolicy;
import dev.cirrus.models.S3Clients;
import dev.cirrus.models.S3ModelRegistry;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.runs.DynamoDbRunStore;
import dev.cirrus.runs.JobRefusedException;
import dev.cirrus.runs.JobStatus;
import dev.cirrus.runs.S3RunFiles;
import dev.cirrus.runs.TrainingJobRequest;
import dev.cirrus.runs.TrainingJobs;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What administrators' pages ask, gone through before the snapshot; no run is begun. */
final class PrimingRequests {
  private static final String NO_RUN = "019b76da-a800-7000-8000-000000000000";

  private PrimingRequests() {}

  /** Answers by a store that reaches nothing. */
  static void play() {
    Clock clock = Clock.systemUTC();
    try (AwsStub aws = AwsStub.open("rehearsal");
        S3Client s3 =
            S3Clients.forEndpoint(aws.endpoint(), RetryPolicy.PERSISTENT)
                .region(Region.US_EAST_1)
                .credentialsProvider(aws.credentials())
                .build()) {
      TrainTriggerHandler handler =
          new TrainTriggerHandler(
              new DynamoDbRunStore(aws.dynamoDb(), "rehearsal"),
              new NoJobs(),
              new S3ModelRegistry(s3, "rehearsal"),
              new S3RunFiles(s3, "rehearsal"),
              aws.ledger(),
              new TrainTriggerHandler.Settings(0, 1, null),
              IdGenerator.system(clock),
              clock,
              new Telemetry("train-trigger", clock, line -> {}));
      play(handler, "GET", "/training-runs", 200);
      play(handler, "GET", "/training-runs/{id}", 404);
      play(handler, "POST", "/training-runs", 400);
      play(handler, "POST", "/model/rollback", 409);
    }
  }

  private static void play(
      TrainTriggerHandler handler, String method, String resource, int status) {
    int answered =
        handler
            .handleRequest(
                new APIGatewayProxyRequestEvent()
                    .withHttpMethod(method)
                    .withResource(resource)
                    .withPathParameters(Map.of("id", NO_RUN))
                    .withBody("{\"promote\": 1}"),
                null)
            .getStatusCode();
    if (answered != status) {
      throw new IllegalStateException(
          "The rehearsal failed: %s %s was answered with %d".formatted(method, resource, answered));
    }
  }

  private static final class NoJobs implements TrainingJobs {
    @Override
    public String start(TrainingJobRequest request) {
      throw new JobRefusedException("no job is started while priming");
    }

    @Override
    public JobStatus status(String run, String job) {
      return new JobStatus.Failed("there are no jobs while priming");
    }
  }
}
