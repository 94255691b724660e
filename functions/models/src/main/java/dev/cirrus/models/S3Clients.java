package dev.cirrus.models;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Creates S3 clients that work with AWS and with emulators such as S3Proxy and LocalStack. */
public final class S3Clients {
  private S3Clients() {}

  /**
   * A client for Lambda, which takes region, credentials and endpoint from the environment. Only
   * AWS resolves a bucket's name as a host name, so an endpoint of its own means path-style URLs.
   */
  public static S3Client forLambda(Map<String, String> environment, RetryPolicy policy) {
    boolean emulated =
        environment.containsKey("AWS_ENDPOINT_URL_S3")
            || environment.containsKey("AWS_ENDPOINT_URL");
    return builder(policy).forcePathStyle(emulated).build();
  }

  /** A builder of a client for an emulator. */
  public static S3ClientBuilder forEndpoint(URI endpoint, RetryPolicy policy) {
    return builder(policy).endpointOverride(endpoint).forcePathStyle(true);
  }

  /**
   * Checksums are sent and checked only where S3 requires them, as emulators don't know all of
   * them. Objects are sent whole instead of in signed chunks: S3Proxy answers at the last chunk and
   * may close the connection before it has read the bytes that follow, which loses the response.
   */
  private static S3ClientBuilder builder(RetryPolicy policy) {
    return S3Client.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(policy.connection())
                .socketTimeout(policy.attempt()))
        .overrideConfiguration(overrides ->
            overrides
                .apiCallAttemptTimeout(policy.attempt())
                .apiCallTimeout(policy.call())
                .retryStrategy(retries -> retries.maxAttempts(policy.maxAttempts())))
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false));
  }
}
