package dev.cirrus.runs;

import dev.cirrus.lambda.Environment;
import dev.cirrus.models.RetryPolicy;
import dev.cirrus.models.S3Clients;
import dev.cirrus.models.S3ModelRegistry;
import dev.cirrus.runs.EmrServerlessTrainingJobs.Engine;
import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The AWS adapters of train-trigger and promote, configured by a Lambda function's environment. */
public final class AwsRunAdapters {
  private static final Duration JOB_LIMIT = Duration.ofMinutes(210);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(3);

  /** A fraction of train-trigger's 60 s. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private final Environment environment;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final S3Client s3;

  public AwsRunAdapters(Environment environment) {
    this.environment = environment;
    this.s3 = S3Clients.forLambda(environment.variables(), RetryPolicy.PERSISTENT);
  }

  /** Returns the adapters of a run's services. */
  public RunAdapters adapters() {
    return new RunAdapters(store(), jobs(), new S3ModelRegistry(s3, bucket()), files());
  }

  private RunStore store() {
    return new DynamoDbRunStore(dynamoDb(), environment.required("RUNS_TABLE"));
  }

  private RunFiles files() {
    return new S3RunFiles(s3, bucket());
  }

  /** The training jobs; all are refused if the deployment has no training engine. */
  private TrainingJobs jobs() {
    return new EmrServerlessTrainingJobs(
        EmrServerlessTrainingJobs.withRetries(EmrServerlessClient.builder())
            .httpClient(http)
            .build(),
        new Engine(
            environment.variables().getOrDefault("TRAINING_APPLICATION_ID", ""),
            environment.variables().getOrDefault("TRAINING_ROLE_ARN", ""),
            bucket()),
        files(),
        JOB_LIMIT);
  }

  public DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder()
        .httpClient(http)
        .overrideConfiguration(settings ->
            settings.apiCallAttemptTimeout(ATTEMPT_TIMEOUT).apiCallTimeout(CALL_TIMEOUT))
        .build();
  }

  private String bucket() {
    return environment.required("MODEL_BUCKET");
  }
}
