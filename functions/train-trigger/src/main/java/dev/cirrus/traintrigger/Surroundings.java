package dev.cirrus.traintrigger;

import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.runs.CurrentModel;
import dev.cirrus.runs.DynamoDbRunStore;
import dev.cirrus.runs.EmrServerlessTrainingJobs;
import dev.cirrus.runs.RunFiles;
import dev.cirrus.runs.RunStore;
import dev.cirrus.runs.S3CurrentModel;
import dev.cirrus.runs.S3RunFiles;
import dev.cirrus.runs.TrainingJobs;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What Lambda's environment says, and the clients that follow from it. */
record Surroundings(
    String ledgerTable,
    String runsTable,
    String bucket,
    String application,
    String role,
    TrainTriggerHandler.Settings settings,
    SdkHttpClient http) {
  static Surroundings of(Map<String, String> environment) {
    String origin = environment.getOrDefault("ALLOWED_ORIGIN", "");
    return new Surroundings(
        required(environment, "LEDGER_TABLE"),
        required(environment, "RUNS_TABLE"),
        required(environment, "MODEL_BUCKET"),
        environment.getOrDefault("TRAINING_APPLICATION_ID", ""),
        environment.getOrDefault("TRAINING_ROLE_ARN", ""),
        new TrainTriggerHandler.Settings(
            Integer.parseInt(required(environment, "CORRECTIONS_BEFORE_TRAINING")),
            Integer.parseInt(required(environment, "RETENTION_DAYS")),
            origin.isEmpty() ? null : origin),
        UrlConnectionHttpClient.create());
  }

  RunStore store() {
    return new DynamoDbRunStore(dynamoDb(), runsTable);
  }

  Ledger ledger(InstantSource clock) {
    return new DynamoLedger(dynamoDb(), ledgerTable, clock);
  }

  CurrentModel current() {
    return new S3CurrentModel(s3(), bucket);
  }

  RunFiles files() {
    return new S3RunFiles(s3(), bucket);
  }

  TrainingJobs jobs() {
    return new EmrServerlessTrainingJobs(
        EmrServerlessTrainingJobs.patient(EmrServerlessClient.builder()).httpClient(http).build(),
        new EmrServerlessTrainingJobs.Engine(application, role, bucket),
        files(),
        Trigger.WORKING.minusMinutes(30));
  }

  private DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder().httpClient(http).build();
  }

  private S3Client s3() {
    return S3Client.builder().httpClient(http).build();
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalStateException("The environment lacks " + name);
    }
    return value;
  }
}
