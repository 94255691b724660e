package dev.cirrus.runs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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
 * A bucket of S3, from which objects are got and to which they are put: that is asked with the
 * SDK's signer and HTTP client alone, as S3's own client would be a third of a function's zip.
 */
public final class S3Bucket implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int FAULT = 500;
  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final URI address;
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .connectionTimeout(Duration.ofSeconds(2))
          .socketTimeout(Duration.ofSeconds(20))
          .build();

  /**
   * @param endpoint S3's address, or none for AWS's own
   */
  public S3Bucket(
      @Nullable URI endpoint, Region region, AwsCredentialsProvider credentials, String name) {
    this.address =
        endpoint == null
            ? URI.create(
                "https://%s.s3.%s.%s/"
                    .formatted(name, region.id(), region.metadata().partition().dnsSuffix()))
            : URI.create(endpoint.toString().replaceAll("/*$", "/") + name + "/");
    this.region = region;
    this.credentials = credentials;
  }

  /**
   * What is made of an object's bytes, and of the mark by which S3 tells it from its next version;
   * empty if there is none.
   *
   * @throws FileTooLargeException if it has more bytes than that
   */
  <T> Optional<T> get(String key, int limit, BiFunction<byte[], String, T> make) {
    HttpExecuteResponse response = send(SdkHttpMethod.GET, key, Map.of(), new byte[0]);
    try (InputStream body =
        response.responseBody().<InputStream>map(it -> it).orElse(InputStream.nullInputStream())) {
      int status = response.httpResponse().statusCode();
      if (status == NOT_FOUND) {
        return Optional.empty();
      }
      if (!response.httpResponse().isSuccessful()) {
        throw new IllegalStateException("S3 did not give " + key + ": it answered " + status);
      }
      long length =
          response
              .httpResponse()
              .firstMatchingHeader("Content-Length")
              .map(Long::valueOf)
              .orElse(0L);
      if (length > limit) {
        throw new FileTooLargeException(key, length);
      }
      String mark = response.httpResponse().firstMatchingHeader("ETag").orElse("");
      return Optional.of(make.apply(body.readNBytes(limit), mark));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + key + " stopped half way", e);
    }
  }

  /**
   * Puts an object, under the conditions that the headers name; S3's status. Where an answer is
   * lost it is put again, so that a condition may fail for what this very call has written.
   */
  int put(String key, String mediaType, byte[] bytes, Map<String, String> conditions) {
    Map<String, String> headers = new HashMap<>(conditions);
    headers.put("Content-Type", mediaType);
    headers.put("Content-Length", Integer.toString(bytes.length));
    HttpExecuteResponse response = send(SdkHttpMethod.PUT, key, headers, bytes);
    try {
      close(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return response.httpResponse().statusCode();
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpExecuteResponse send(
      SdkHttpMethod method, String key, Map<String, String> headers, byte[] body) {
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
        HttpExecuteResponse response = http.prepareRequest(execute.build()).call();
        int status = response.httpResponse().statusCode();
        if (attempt == ATTEMPTS || (status < FAULT && status != CONFLICT)) {
          return response;
        }
        close(response);
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new UncheckedIOException("S3 could not be asked for " + key, e);
        }
      }
      pause(attempt);
    }
  }

  private static void close(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isPresent()) {
      response.responseBody().get().close();
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
