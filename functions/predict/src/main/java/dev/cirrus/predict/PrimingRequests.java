package dev.cirrus.predict;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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

/** Real requests for priming, and a log that does everything but send. */
final class PrimingRequests implements AutoCloseable {
  private static final URI NOWHERE = URI.create("http://localhost/");

  private static final String NO_SUCH_KEY = "<Error><Code>NoSuchKey</Code></Error>";

  /** Where classes are still being loaded, a send takes longer than it will later. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration WAIT = Duration.ofMillis(2);

  private final SqsPredictionQueue log =
      new SqsPredictionQueue(
          SqsPredictionQueue.client(
              new Stage(),
              NOWHERE,
              Region.US_EAST_1,
              StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing"))),
          NOWHERE + "queue",
          PATIENCE);

  private final S3Client s3 =
      S3Clients.forEndpoint(NOWHERE, RetryPolicy.PERSISTENT)
          .httpClientBuilder(defaults -> new Stage())
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing")))
          .build();

  /** A request, where its prediction goes, and what its answer must be. */
  record Example(
      APIGatewayProxyRequestEvent event, PredictionQueue log, int status, String expected) {}

  /** Every path that a request can take, but for those that leave the function. */
  List<Example> scenes() {
    String recorded = "\"text\":\"7\",\"recorded\":true";
    PredictionQueue failing =
        prediction -> {
          throw new NotRecordedException("This is a rehearsal.", new TimeoutException());
        };
    return List.of(
        new Example(predict("application/json", "image.json", false), log, 200, recorded),
        new Example(predict("image/png", "picture.png", true), log, 200, recorded),
        new Example(predict("image/jpeg", "picture.jpg", true), log, 200, recorded),
        new Example(
            predict("application/json", "image.json", false), failing, 200, "\"recorded\":false"),
        new Example(
            event("POST", "/predict", "application/json").withBody("{"),
            log,
            400,
            "\"/problems/malformed-json\""),
        new Example(event("GET", "/health", "application/json"), log, 200, "\"status\":\"ok\""));
  }

  /** A registry whose bucket is empty. */
  ModelRegistry registry() {
    return new S3ModelRegistry(s3, "rehearsal");
  }

  @Override
  public void close() {
    log.close();
    s3.close();
  }

  private static APIGatewayProxyRequestEvent predict(String type, String name, boolean binary) {
    byte[] body = resource("rehearsal/" + name);
    return event("POST", "/predict", type)
        .withBody(
            binary
                ? Base64.getEncoder().encodeToString(body)
                : new String(body, StandardCharsets.UTF_8))
        .withIsBase64Encoded(binary);
  }

  private static APIGatewayProxyRequestEvent event(String method, String path, String type) {
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod(method)
        .withResource(path)
        .withPath(path)
        .withHeaders(
            Map.of("Content-Type", type, "Authorization", "Bearer rehearsal-rehearsal-rehearsal"));
  }

  private static byte[] resource(String name) {
    try (InputStream bytes = PrimingRequests.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IllegalStateException("The function's zip lacks " + name + ".");
      }
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the network would be: answers as SQS and an empty bucket do, and reaches nothing. */
  private static final class Stage implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          // A network lets its callers wait, and Java has classes for waiting.
          LockSupport.parkNanos(WAIT.toNanos());
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
          // There is nothing to be cut off.
        }
      };
    }

    @Override
    public void close() {
      // There is nothing open.
    }

    private static String answer(HttpExecuteRequest request) throws IOException {
      String digest = md5(message(request));
      return Json.write(json -> {
        json.writeStartObject();
        json.writeStringField("MessageId", "rehearsal");
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
      throw new IOException("There is no message in the request.");
    }

    private static String md5(String text) {
      try {
        return HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java has MD5.", e);
      }
    }
  }
}
