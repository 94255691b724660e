package dev.cirrus.predict;

import dev.cirrus.bucket.Bucket;
import dev.cirrus.http.ApiAnswers;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** What Lambda's environment variables say the function has to do with. */
record Surroundings(
    S3ModelStore store, SqsPredictionLog log, ApiAnswers answers, boolean isSnapStart) {

  static Surroundings of(Map<String, String> variables) {
    Region region = Region.of(required(variables, "AWS_REGION"));
    String bucket = required(variables, "MODEL_BUCKET");
    String queue = required(variables, "PREDICTION_QUEUE_URL");
    return new Surroundings(
        new S3ModelStore(Bucket.connected(variables, bucket, Bucket.Patience.LITTLE)),
        new SqsPredictionLog(
            SqsPredictionLog.client(null, region, DefaultCredentialsProvider.builder().build()),
            queue),
        new ApiAnswers(variables.get("ALLOWED_ORIGIN")),
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
