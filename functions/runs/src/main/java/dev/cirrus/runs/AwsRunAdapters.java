package dev.cirrus.runs;

import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.RetryPolicy;
import dev.cirrus.models.S3Clients;
import dev.cirrus.models.S3ModelRegistry;
import dev.cirrus.runs.EmrServerlessTrainingJobs.Engine;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The AWS adapters of train-trigger and promote, configured by a Lambda function's environment. */
public final class AwsRunAdapters {
  private static final Duration JOB_LIMIT = Duration.ofMinutes(210);

  private final Map<String, String> environment;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final S3Client s3;

  public AwsRunAdapters(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.s3 = S3Clients.forLambda(environment, RetryPolicy.PERSISTENT);
  }

  public RunStore store() {
    return new DynamoDbRunStore(dynamoDb(), required("RUNS_TABLE"));
  }

  public ModelRegistry models() {
    return new S3ModelRegistry(s3, bucket());
  }

  public RunFiles files() {
    return new S3RunFiles(s3, bucket());
  }

  /** The training jobs; all are refused if the deployment has no training engine. */
  public TrainingJobs jobs() {
    return new EmrServerlessTrainingJobs(
        EmrServerlessTrainingJobs.withRetries(EmrServerlessClient.builder())
            .httpClient(http)
            .build(),
        new Engine(
            environment.getOrDefault("TRAINING_APPLICATION_ID", ""),
            environment.getOrDefault("TRAINING_ROLE_ARN", ""),
            bucket()),
        files(),
        JOB_LIMIT);
  }

  public DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder().httpClient(http).build();
  }

  /**
   * The value of an environment variable.
   *
   * @throws IllegalStateException if it is missing or empty
   */
  public String required(String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalStateException("The environment variable " + name + " is missing");
    }
    return value;
  }

  private String bucket() {
    return required("MODEL_BUCKET");
  }
}
