package dev.cirrus.predict;

import dev.cirrus.http.ApiResponses;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.RetryPolicy;
import dev.cirrus.models.S3Clients;
import dev.cirrus.models.S3ModelRegistry;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** What Lambda's environment variables say the function has to do with. */
record PredictConfig(
    ModelRegistry registry, SqsPredictionQueue log, ApiResponses answers, boolean isSnapStart) {

  static PredictConfig of(Map<String, String> variables) {
    Region region = Region.of(required(variables, "AWS_REGION"));
    String bucket = required(variables, "MODEL_BUCKET");
    String queue = required(variables, "PREDICTION_QUEUE_URL");
    return new PredictConfig(
        new S3ModelRegistry(S3Clients.forLambda(variables, RetryPolicy.SINGLE_ATTEMPT), bucket),
        new SqsPredictionQueue(
            SqsPredictionQueue.client(null, region, DefaultCredentialsProvider.builder().build()),
            queue),
        new ApiResponses(variables.get("ALLOWED_ORIGIN")),
        "snap-start".equals(variables.get("AWS_LAMBDA_INITIALIZATION_TYPE")));
  }

  private static String required(Map<String, String> variables, String name) {
    String value = variables.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("The environment variable " + name + " is missing.");
    }
    return value;
  }
}
