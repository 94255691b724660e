package dev.cirrus.predict;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** What Lambda's environment variables say the function has to do with. */
record Surroundings(
    S3ModelStore store, SqsPredictionLog log, @Nullable String allowedOrigin, boolean isSnapStart) {

  static Surroundings of(Map<String, String> variables) {
    Region region = Region.of(required(variables, "AWS_REGION"));
    DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
    String bucket = required(variables, "MODEL_BUCKET");
    String queue = required(variables, "PREDICTION_QUEUE_URL");
    String origin = variables.get("ALLOWED_ORIGIN");
    return new Surroundings(
        new S3ModelStore(endpoint(variables, "AWS_ENDPOINT_URL_S3"), region, credentials, bucket),
        new SqsPredictionLog(
            SqsPredictionLog.client(
                endpoint(variables, "AWS_ENDPOINT_URL_SQS"), region, credentials),
            queue),
        origin == null || origin.isEmpty() ? null : origin,
        "snap-start".equals(variables.get("AWS_LAMBDA_INITIALIZATION_TYPE")));
  }

  /** The service's own address, or the one for all, or none: the SDK's rule. */
  private static @Nullable URI endpoint(Map<String, String> variables, String service) {
    String address = variables.getOrDefault(service, variables.get("AWS_ENDPOINT_URL"));
    return address == null || address.isEmpty() ? null : URI.create(address);
  }

  private static String required(Map<String, String> variables, String name) {
    String value = variables.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("The environment variable " + name + " is missing.");
    }
    return value;
  }
}
