package dev.cirrus.record;

import dev.cirrus.ledger.Drift;
import dev.cirrus.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;

/**
 * The drift as a file beside the models, where {@code GET /model} finds it. One object is put, so
 * it is put with the SDK's signer and HTTP client alone: S3's own client would be a third of the
 * function's zip.
 */
public final class S3DriftBoard implements DriftBoard {
  private static final String KEY = "models/drift.json";

  private final URI file;
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .connectionTimeout(Duration.ofSeconds(1))
          .socketTimeout(Duration.ofSeconds(2))
          .build();

  /**
   * @param endpoint S3's address, or none for AWS's own
   */
  public S3DriftBoard(
      @Nullable URI endpoint, Region region, AwsCredentialsProvider credentials, String bucket) {
    this.file =
        endpoint == null
            ? URI.create(
                "https://%s.s3.%s.%s/%s"
                    .formatted(bucket, region.id(), region.metadata().partition().dnsSuffix(), KEY))
            : URI.create(endpoint.toString().replaceAll("/*$", "/") + bucket + "/" + KEY);
    this.region = region;
    this.credentials = credentials;
  }

  @Override
  public void show(Drift drift) {
    byte[] body = json(drift).getBytes(StandardCharsets.UTF_8);
    AwsCredentialsIdentity identity = credentials.resolveCredentials();
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .uri(file)
            .putHeader("Content-Type", "application/json")
            .putHeader("Content-Length", Integer.toString(body.length))
            .build();
    SignedRequest signed =
        signer.sign(sign ->
            sign.identity(identity)
                .request(request)
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false));
    try {
      HttpExecuteResponse response =
          http.prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed.request())
                      .contentStreamProvider(signed.payload().orElseThrow())
                      .build())
              .call();
      if (response.responseBody().isPresent()) {
        response.responseBody().get().close();
      }
      if (!response.httpResponse().isSuccessful()) {
        throw new IllegalStateException(
            "S3 did not take the drift: it answered " + response.httpResponse().statusCode());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String json(Drift drift) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeBooleanField("shifted", drift.shifted());
      json.writeArrayFieldStart("reasons");
      for (String reason : drift.reasons()) {
        json.writeString(reason);
      }
      json.writeEndArray();
      json.writeStringField("day", drift.day().toString());
      json.writeNumberField("score", drift.score());
      json.writeNumberField("digits", drift.digits());
      json.writeNumberField("digitsBefore", drift.digitsBefore());
      json.writeNumberField("shift", drift.shift());
      json.writeNumberField("unsure", drift.unsure());
      json.writeNumberField("unsureBefore", drift.unsureBefore());
      json.writeNumberField("corrections", drift.corrections());
      json.writeNumberField("correctionsBefore", drift.correctionsBefore());
      json.writeEndObject();
    });
  }
}
