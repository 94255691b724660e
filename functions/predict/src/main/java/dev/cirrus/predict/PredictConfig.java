package dev.cirrus.predict;

import dev.cirrus.http.ApiResponses;
import dev.cirrus.lambda.Environment;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.RetryPolicy;
import dev.cirrus.models.S3Clients;
import dev.cirrus.models.S3ModelRegistry;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The function's configuration and the clients that it configures. */
record PredictConfig(
    ModelRegistry registry, SqsPredictionQueue queue, ApiResponses responses, boolean isSnapStart) {

  static PredictConfig of(Environment environment) {
    Region region = Region.of(environment.required("AWS_REGION"));
    String bucket = environment.required("MODEL_BUCKET");
    String queueUrl = environment.required("PREDICTION_QUEUE_URL");
    return new PredictConfig(
        new S3ModelRegistry(
            S3Clients.forLambda(environment.variables(), RetryPolicy.SINGLE_ATTEMPT), bucket),
        new SqsPredictionQueue(
            SqsPredictionQueue.client(null, region, DefaultCredentialsProvider.builder().build()),
            queueUrl),
        new ApiResponses(environment.optional("ALLOWED_ORIGIN")),
        "snap-start".equals(environment.optional("AWS_LAMBDA_INITIALIZATION_TYPE")));
  }
}
