package dev.cirrus.predict;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.http.PrimingRequest;
import dev.cirrus.json.Json;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.RetryPolicy;
import dev.cirrus.models.S3Clients;
import dev.cirrus.models.S3ModelRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The requests that prime the function, and AWS clients that reach nothing. */
final class PrimingRequests implements AutoCloseable {
  private static final URI NOWHERE = URI.create("http://localhost/");

  private static final String NO_SUCH_KEY = "<Error><Code>NoSuchKey</Code></Error>";

  /** While classes are loaded, sending takes longer than it may later. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Duration LATENCY = Duration.ofMillis(2);

  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("stub", "stub"));

  private final SqsPredictionQueue queue =
      new SqsPredictionQueue(
          SqsPredictionQueue.client(new StubHttpClient(), NOWHERE, Region.US_EAST_1, CREDENTIALS),
          NOWHERE + "queue",
          TIMEOUT);

  private final S3Client s3 =
      S3Clients.forEndpoint(NOWHERE, RetryPolicy.PERSISTENT)
          .httpClientBuilder(defaults -> new StubHttpClient())
          .region(Region.US_EAST_1)
          .credentialsProvider(CREDENTIALS)
          .build();

  /** Returns one request of each kind. */
  List<PrimingRequest> requests() {
    String recorded = "\"text\":\"7\",\"recorded\":true";
    return List.of(
        new PrimingRequest(predict("application/json", "image.json", false), 200, recorded),
        new PrimingRequest(predict("image/png", "picture.png", true), 200, recorded),
        new PrimingRequest(predict("image/jpeg", "picture.jpg", true), 200, recorded),
        new PrimingRequest(
            event("POST", "/predict", "application/json").withBody("{"),
            400,
            "\"/problems/malformed-json\""),
        new PrimingRequest(infer(), 200, "\"datatype\":\"INT64\",\"shape\":[1],\"data\":[7]"),
        new PrimingRequest(event("GET", "/health", "application/json"), 200, "\"status\":\"ok\""));
  }

  /** Returns a request for {@link #failingQueue()}. */
  PrimingRequest unrecorded() {
    return new PrimingRequest(
        predict("application/json", "image.json", false), 200, "\"recorded\":false");
  }

  /** Returns a queue that takes every message and sends none. */
  PredictionQueue queue() {
    return queue;
  }

  /** Returns a queue that takes no message in time. */
  static PredictionQueue failingQueue() {
    return prediction -> {
      throw new NotRecordedException("priming", new TimeoutException());
    };
  }

  /** Returns a registry whose bucket is empty. */
  ModelRegistry registry() {
    return new S3ModelRegistry(s3, "priming");
  }

  @Override
  public void close() {
    queue.close();
    s3.close();
  }

  private static APIGatewayProxyRequestEvent predict(String type, String name, boolean binary) {
    byte[] body = resource("priming/" + name);
    return event("POST", "/predict", type)
        .withBody(
            binary
                ? Base64.getEncoder().encodeToString(body)
                : new String(body, StandardCharsets.UTF_8))
        .withIsBase64Encoded(binary);
  }

  private static APIGatewayProxyRequestEvent infer() {
    return event("POST", "/v2/models/{name}/infer", "application/json")
        .withPathParameters(Map.of("name", "digits"))
        .withBody(new String(resource("priming/infer.json"), StandardCharsets.UTF_8));
  }

  private static APIGatewayProxyRequestEvent event(String method, String path, String type) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod(method)
        .withResource(path)
        .withPath(path)
        .withHeaders(
            Map.of("Content-Type", type, "Authorization", "Bearer priming-priming-priming"));
  }

  private static byte[] resource(String name) {
    try (InputStream bytes = PrimingRequests.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IllegalStateException("the function's zip lacks " + name);
      }
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Responds like SQS and like an empty bucket, without a network. */
  private static final class StubHttpClient implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          // A caller of a network waits, and waiting loads classes too.
          LockSupport.parkNanos(LATENCY.toNanos());
          boolean isS3 = request.httpRequest().method() == SdkHttpMethod.GET;
          byte[] body = (isS3 ? NO_SUCH_KEY : answer(request)).getBytes(StandardCharsets.UTF_8);
          return HttpExecuteResponse.builder()
              .response(
                  SdkHttpResponse.builder()
                      .statusCode(isS3 ? 404 : 200)
                      .putHeader(
                          "Content-Type", isS3 ? "application/xml" : "application/x-amz-json-1.0")
                      .putHeader("Content-Length", Integer.toString(body.length))
                      .build())
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
              .build();
        }

        @Override
        public void abort() {
          // There is no connection.
        }
      };
    }

    @Override
    public void close() {
      // There is no connection.
    }

    private static String answer(HttpExecuteRequest request) throws IOException {
      String digest = md5(message(request));
      return Json.write(json -> {
        json.writeStartObject();
        json.writeStringField("MessageId", "priming");
        json.writeStringField("MD5OfMessageBody", digest);
        json.writeEndObject();
      });
    }

    private static String message(HttpExecuteRequest request) throws IOException {
      try (InputStream body = request.contentStreamProvider().orElseThrow().newStream();
          JsonParser json = Json.parser(body.readAllBytes())) {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
          if (token == JsonToken.FIELD_NAME && json.currentName().equals("MessageBody")) {
            return json.nextTextValue();
          }
        }
      }
      throw new IOException("expected a request with a message");
    }

    private static String md5(String text) {
      try {
        return HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java runtime provides MD5", e);
      }
    }
  }
}
