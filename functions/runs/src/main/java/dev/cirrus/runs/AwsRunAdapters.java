package dev.cirrus.runs;

import dev.cirrus.bucket.Bucket;
import dev.cirrus.runs.EmrServerlessTrainingJobs.Engine;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;

/** What a Lambda function's environment says of runs, and the adapters that follow from it. */
public final class AwsRunAdapters {
  private static final Duration JOB_LIMIT = Duration.ofMinutes(210);

  private final Map<String, String> environment;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();

  public AwsRunAdapters(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  public RunStore store() {
    return new DynamoDbRunStore(dynamoDb(), required("RUNS_TABLE"));
  }

  public CurrentModel current() {
    return new S3CurrentModel(s3());
  }

  public RunFiles files() {
    return new S3RunFiles(s3());
  }

  /** The jobs; where the template made no engine for them, each is refused. */
  public TrainingJobs jobs() {
    return new EmrServerlessTrainingJobs(
        EmrServerlessTrainingJobs.patient(EmrServerlessClient.builder()).httpClient(http).build(),
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

  /** A variable's value; without it nothing works, so that is said at once. */
  public String required(String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalStateException("The environment lacks " + name);
    }
    return value;
  }

  private String bucket() {
    return required("MODEL_BUCKET");
  }

  private Bucket s3() {
    return Bucket.connected(environment, bucket(), Bucket.Patience.MUCH);
  }
}
