package dev.cirrus.record;

import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.Ledger;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** What Lambda's environment variables say the function has to do with. */
record Surroundings(Ledger ledger, Duration retention, DriftBoard board) {
  static Surroundings of(Map<String, String> variables) {
    return new Surroundings(
        DynamoLedger.connected(required(variables, "LEDGER_TABLE")),
        Duration.ofDays(Integer.parseInt(required(variables, "RETENTION_DAYS"))),
        new S3DriftBoard(
            s3(variables),
            Region.of(required(variables, "AWS_REGION")),
            DefaultCredentialsProvider.builder().build(),
            required(variables, "MODEL_BUCKET")));
  }

  /** S3's own address, or the one for all, or none: the SDK's rule. */
  private static @Nullable URI s3(Map<String, String> variables) {
    String address =
        variables.getOrDefault("AWS_ENDPOINT_URL_S3", variables.get("AWS_ENDPOINT_URL"));
    return address == null || address.isEmpty() ? null : URI.create(address);
  }

  private static String required(Map<String, String> variables, String name) {
    String value = variables.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("The environment variable " + name + " is missing");
    }
    return value;
  }
}
