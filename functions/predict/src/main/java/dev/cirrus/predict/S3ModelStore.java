package dev.cirrus.predict;

import dev.cirrus.classifier.ModelCard;
import dev.cirrus.classifier.ModelPointer;
import dev.cirrus.classifier.ModelStore;
import dev.cirrus.classifier.StoredModel;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;

/**
 * Models in an S3 bucket. All that is asked of S3 is to get an object, so it is asked with the
 * SDK's signer and HTTP client alone: S3's own client would be a fifth of the function's zip
 * (decision record 0302).
 */
public final class S3ModelStore implements ModelStore, DriftReports, AutoCloseable {
  private static final String POINTER = "models/current.json";
  private static final String DRIFT = "models/drift.json";
  private static final int MAX_TEXT_BYTES = 1 << 20;
  private static final int MAX_MODEL_BYTES = 32 << 20;
  private static final int NOT_FOUND = 404;
  private static final int NOT_MODIFIED = 304;

  private final URI bucket;
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
  public S3ModelStore(
      @Nullable URI endpoint, Region region, AwsCredentialsProvider credentials, String bucket) {
    this.bucket =
        endpoint == null
            ? URI.create(
                "https://%s.s3.%s.%s/"
                    .formatted(bucket, region.id(), region.metadata().partition().dnsSuffix()))
            : URI.create(endpoint.toString().replaceAll("/*$", "/") + bucket + "/");
    this.region = region;
    this.credentials = credentials;
  }

  @Override
  public Answer current(@Nullable String seen) throws IOException {
    Got got = get(POINTER, seen, MAX_TEXT_BYTES);
    if (got.status == NOT_MODIFIED) {
      return new Unchanged();
    }
    if (got.status == NOT_FOUND) {
      return new Unset();
    }
    return new Current(ModelJson.pointer(got.text(POINTER)), got.tag.orElse(""));
  }

  @Override
  public StoredModel fetch(ModelPointer pointer) throws IOException {
    String folder = "models/" + pointer.version() + "/";
    String card = get(folder + "card.json", null, MAX_TEXT_BYTES).text("The card");
    byte[] model = get(folder + "model.onnx", null, MAX_MODEL_BYTES).body("The model");
    return new StoredModel(model, new ModelCard(pointer, card));
  }

  @Override
  public Optional<String> drift() throws IOException {
    Got got = get(DRIFT, null, MAX_TEXT_BYTES);
    return got.status == NOT_FOUND ? Optional.empty() : Optional.of(got.text(DRIFT));
  }

  @Override
  public void close() {
    http.close();
  }

  private Got get(String key, @Nullable String unless, int limit) throws IOException {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(bucket.resolve(key));
    if (unless != null && !unless.isEmpty()) {
      request.putHeader("If-None-Match", unless);
    }
    try {
      AwsCredentialsIdentity identity = credentials.resolveCredentials();
      SdkHttpRequest signed =
          signer
              .sign(sign ->
                  sign.identity(identity)
                      .request(request.build())
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                      .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                      .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                      .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false))
              .request();
      HttpExecuteResponse response =
          http.prepareRequest(HttpExecuteRequest.builder().request(signed).build()).call();
      try (InputStream body =
          response
              .responseBody()
              .<InputStream>map(it -> it)
              .orElse(InputStream.nullInputStream())) {
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
          throw new IOException(key + " is larger than " + limit + " bytes.");
        }
        return new Got(
            response.httpResponse().statusCode(),
            response.httpResponse().firstMatchingHeader("ETag"),
            bytes);
      }
    } catch (SdkException e) {
      throw new IOException("S3 could not be asked for " + key + ".", e);
    }
  }

  /** What S3 answered. */
  private static final class Got {
    private static final int OK = 200;

    final int status;
    final Optional<String> tag;
    private final byte[] bytes;

    Got(int status, Optional<String> tag, byte[] bytes) {
      this.status = status;
      this.tag = tag;
      this.bytes = bytes;
    }

    byte[] body(String key) throws IOException {
      if (status != OK) {
        throw new IOException(key + " could not be got: S3 answered " + status + ".");
      }
      return bytes;
    }

    String text(String key) throws IOException {
      return new String(body(key), StandardCharsets.UTF_8);
    }
  }
}
