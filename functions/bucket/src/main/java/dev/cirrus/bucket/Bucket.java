package dev.cirrus.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
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
 * A bucket of S3, in which objects are got, put and deleted: that is asked with the SDK's signer
 * and HTTP client alone, as S3's own client would be a third of a function's zip.
 */
public final class Bucket implements AutoCloseable {
  private static final int DONE = 200;
  private static final int GONE = 204;
  private static final int MISSING = 404;
  private static final int CONFLICT = 409;
  private static final int FAULT = 500;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final URI address;
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final Patience patience;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final SdkHttpClient http;

  /**
   * How long S3 may take, and how often it is asked.
   *
   * @param reach until there is a connection
   * @param answer until there is an answer
   */
  public record Patience(Duration reach, Duration answer, int attempts) {
    /** For what is asked on the way, and again soon if this time was in vain. */
    public static final Patience LITTLE =
        new Patience(Duration.ofSeconds(1), Duration.ofSeconds(2), 1);

    /** For what must be done. */
    public static final Patience MUCH =
        new Patience(Duration.ofSeconds(2), Duration.ofSeconds(20), 3);
  }

  /** What S3 answered. */
  public static final class Answer {
    private final int status;
    private final String tag;
    private final long length;
    private final byte[] bytes;

    private Answer(int status, String tag, long length, byte[] bytes) {
      this.status = status;
      this.tag = tag;
      this.length = length;
      this.bytes = bytes;
    }

    public int status() {
      return status;
    }

    public boolean isDone() {
      return status == DONE || status == GONE;
    }

    public boolean isMissing() {
      return status == MISSING;
    }

    /** The mark by which S3 tells an object from its next version. */
    public String tag() {
      return tag;
    }

    /** How many bytes the object has. */
    public long length() {
      return length;
    }

    /** The bytes: all, where there are no more than were wanted. */
    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /**
   * @param endpoint S3's address, or none for AWS's own
   */
  public Bucket(
      @Nullable URI endpoint,
      Region region,
      AwsCredentialsProvider credentials,
      String name,
      Patience patience) {
    this.address =
        endpoint == null
            ? URI.create(
                "https://%s.s3.%s.%s/"
                    .formatted(name, region.id(), region.metadata().partition().dnsSuffix()))
            : URI.create(endpoint.toString().replaceAll("/*$", "/") + name + "/");
    this.region = region;
    this.credentials = credentials;
    this.patience = patience;
    this.http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(patience.reach())
            .socketTimeout(patience.answer())
            .build();
  }

  /**
   * The bucket of this name where a Lambda function's variables say that S3 is: at its own address,
   * or the one for all services, or AWS's own, which is the SDK's rule.
   */
  public static Bucket connected(Map<String, String> variables, String name, Patience patience) {
    String region = variables.getOrDefault("AWS_REGION", "");
    if (region.isEmpty()) {
      throw new IllegalStateException("The environment variable AWS_REGION is missing");
    }
    String endpoint =
        variables.getOrDefault(
            "AWS_ENDPOINT_URL_S3", variables.getOrDefault("AWS_ENDPOINT_URL", ""));
    return new Bucket(
        endpoint.isEmpty() ? null : URI.create(endpoint),
        Region.of(region),
        DefaultCredentialsProvider.builder().build(),
        name,
        patience);
  }

  /**
   * Gets an object, or no more than the first bytes of it, under the conditions that the headers
   * name.
   *
   * @throws UncheckedIOException if S3 can't be reached, or the answer breaks off
   */
  public Answer get(String key, int limit, Map<String, String> conditions) {
    return send(SdkHttpMethod.GET, key, conditions, new byte[0], limit);
  }

  /**
   * Puts an object, under the conditions that the headers name. Where an answer is lost it is put
   * again, so that a condition may fail for what this very call has written.
   *
   * @throws UncheckedIOException if S3 can't be reached
   */
  public Answer put(String key, String mediaType, byte[] bytes, Map<String, String> conditions) {
    Map<String, String> headers = new HashMap<>(conditions);
    headers.put("Content-Type", mediaType);
    headers.put("Content-Length", Integer.toString(bytes.length));
    return send(SdkHttpMethod.PUT, key, headers, bytes, 0);
  }

  /**
   * Deletes an object, if there is one.
   *
   * @throws UncheckedIOException if S3 can't be reached
   */
  public Answer delete(String key) {
    return send(SdkHttpMethod.DELETE, key, Map.of(), new byte[0], 0);
  }

  @Override
  public void close() {
    http.close();
  }

  private Answer send(
      SdkHttpMethod method, String key, Map<String, String> headers, byte[] body, int limit) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(method).uri(address.resolve(key));
    headers.forEach(request::putHeader);
    AwsCredentialsIdentity identity = credentials.resolveCredentials();
    SignedRequest signed =
        signer.sign(sign -> {
          sign.identity(identity)
              .request(request.build())
              .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
              .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
              .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
              .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false);
          if (method == SdkHttpMethod.PUT) {
            sign.payload(ContentStreamProvider.fromByteArray(body));
          }
        });
    HttpExecuteRequest.Builder execute = HttpExecuteRequest.builder().request(signed.request());
    signed.payload().ifPresent(execute::contentStreamProvider);
    for (int attempt = 1; ; attempt++) {
      try {
        Answer answer = answer(http.prepareRequest(execute.build()).call(), limit);
        if (attempt == patience.attempts()
            || (answer.status() < FAULT && answer.status() != CONFLICT)) {
          return answer;
        }
      } catch (IOException e) {
        if (attempt == patience.attempts()) {
          throw new UncheckedIOException("S3 could not be asked for " + key, e);
        }
      }
      pause(attempt);
    }
  }

  private static Answer answer(HttpExecuteResponse response, int limit) throws IOException {
    try (InputStream body =
        response.responseBody().<InputStream>map(it -> it).orElse(InputStream.nullInputStream())) {
      // One more tells that there are more, where S3 does not say how many.
      byte[] bytes = body.readNBytes(limit + 1);
      return new Answer(
          response.httpResponse().statusCode(),
          response.httpResponse().firstMatchingHeader("ETag").orElse(""),
          response
              .httpResponse()
              .firstMatchingHeader("Content-Length")
              .map(Long::valueOf)
              .orElse((long) bytes.length),
          bytes);
    }
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(PAUSE.multipliedBy(attempt));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while waiting to ask S3 again", stopped);
    }
  }
}
