package dev.cirrus.traintrigger;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.cirrus.http.PrimingRequest;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.AwsStub;
import dev.cirrus.models.RetryPolicy;
import dev.cirrus.models.S3Clients;
import dev.cirrus.models.S3ModelRegistry;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.runs.DynamoDbRunStore;
import dev.cirrus.runs.JobRefusedException;
import dev.cirrus.runs.JobStatus;
import dev.cirrus.runs.RunAdapters;
import dev.cirrus.runs.S3RunFiles;
import dev.cirrus.runs.TrainingJobRequest;
import dev.cirrus.runs.TrainingJobs;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Answers the requests that a page polls with before the snapshot is taken; starts no run. */
final class TrainTriggerPriming {
  private static final String NO_RUN = "019b76da-a800-7000-8000-000000000000";

  private TrainTriggerPriming() {}

  static void run() {
    Clock clock = Clock.systemUTC();
    try (AwsStub aws = AwsStub.open("priming");
        S3Client s3 =
            S3Clients.forEndpoint(aws.endpoint(), RetryPolicy.PERSISTENT)
                .region(Region.US_EAST_1)
                .credentialsProvider(aws.credentials())
                .build()) {
      TrainTriggerHandler handler =
          new TrainTriggerHandler(
              new RunAdapters(
                  new DynamoDbRunStore(aws.dynamoDb(), "priming"),
                  new NoJobs(),
                  new S3ModelRegistry(s3, "priming"),
                  new S3RunFiles(s3, "priming")),
              aws.ledger(),
              new TrainTriggerHandler.Settings(0, 1, null),
              IdGenerator.system(clock),
              clock,
              Telemetry.discarding());
      request("GET", "/training-runs", 200).send(handler.api());
      request("GET", "/training-runs/{id}", 404).send(handler.api());
      request("POST", "/training-runs", 400).send(handler.api());
      request("POST", "/model/rollback", 409).send(handler.api());
    }
  }

  private static PrimingRequest request(String method, String resource, int status) {
    return new PrimingRequest(
        new APIGatewayProxyRequestEvent()
            .withHttpMethod(method)
            .withResource(resource)
            .withPathParameters(Map.of("id", NO_RUN))
            .withBody("{\"promote\": 1}"),
        status);
  }

  private static final class NoJobs implements TrainingJobs {
    @Override
    public String start(TrainingJobRequest request) {
      throw new JobRefusedException("no job is started while priming");
    }

    @Override
    public void cancel(String run, String job) {
      throw new IllegalStateException("Priming cancels no jobs");
    }

    @Override
    public JobStatus status(String run, String job) {
      return new JobStatus.Failed("there are no jobs while priming");
    }
  }
}
