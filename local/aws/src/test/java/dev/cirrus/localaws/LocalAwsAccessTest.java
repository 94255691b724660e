package dev.cirrus.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Checks that the local services refuse everybody without the credentials. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before the tests.
final class LocalAwsAccessTest {
  @TempDir static Path data;
  private static LocalAws aws;
  private static StackResources resources;

  @BeforeAll
  static void start() throws IOException {
    aws = LocalAws.start(data);
    resources =
        StackResources.create(aws, Template.read(Path.of("src/test/resources/small.yaml")), "");
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @ParameterizedTest
  @EnumSource
  void refusesARequestWithoutCredentials(AwsService service) throws IOException {
    assertEquals(403, get(service, "/", "Host: 127.0.0.1"));
  }

  @Test
  void aPlainGetFromAWebPageDoesNotDeleteTheQueue() throws IOException {
    URI queue = URI.create(resources.ref("Queue"));
    String delete = queue.getRawPath() + "?Action=DeleteQueue";
    assertEquals(403, get(AwsService.SQS, delete, "Host: 127.0.0.1"));
    try (SqsClient sqs = aws.sqs()) {
      assertEquals(
          List.of(resources.ref("Queue")),
          sqs.listQueues().queueUrls().stream().filter(resources.ref("Queue")::equals).toList());
    }
  }

  @Test
  void refusesOtherHostsOriginsAndAccessKeys() {
    AccessGuard guard = new AccessGuard("KEY");
    String right = "AWS4-HMAC-SHA256 Credential=KEY/20260101/us-east-1/sqs/aws4_request, ...";
    assertTrue(guard.admits("127.0.0.1:9324", null, right));
    assertTrue(guard.admits("localhost", null, right));
    assertTrue(guard.admits("[::1]:80", null, right));
    assertFalse(guard.admits("evil.example", null, right));
    assertFalse(guard.admits("127.0.0.1.evil.example", null, right));
    assertFalse(guard.admits(null, null, right));
    assertFalse(guard.admits("127.0.0.1", "null", right));
    assertFalse(guard.admits("127.0.0.1", "http://127.0.0.1", right));
    assertFalse(guard.admits("127.0.0.1", null, right.replace("KEY", "KEYS")));
    assertFalse(guard.admits("127.0.0.1", null, null));
  }

  @Test
  void refusesOtherCredentials() {
    for (AwsService service : AwsService.values()) {
      AwsEnvironment stranger = AwsEnvironment.at(aws.publicEndpoint(service));
      AwsServiceException refused =
          assertThrows(
              AwsServiceException.class,
              () -> {
                switch (service) {
                  case S3 -> {
                    try (S3Client s3 = stranger.s3()) {
                      s3.listBuckets();
                    }
                  }
                  case SQS -> {
                    try (SqsClient sqs = stranger.sqs()) {
                      sqs.listQueues();
                    }
                  }
                  case DYNAMODB -> {
                    try (DynamoDbClient dynamoDb = stranger.dynamoDb()) {
                      dynamoDb.listTables();
                    }
                  }
                }
              });
      assertEquals(403, refused.statusCode(), service::toString);
    }
  }

  @Test
  void acceptsTheCredentialsAtThePublicAddressOfSqs() {
    try (SqsClient sqs = aws.withEndpoint(aws.publicEndpoint(AwsService.SQS)).sqs()) {
      String queue = resources.ref("Queue");
      sqs.sendMessage(send -> send.queueUrl(queue).messageBody("seven"));
      assertEquals(
          "seven",
          sqs.receiveMessage(receive -> receive.queueUrl(queue).waitTimeSeconds(5))
              .messages()
              .getFirst()
              .body());
    }
  }

  @Test
  @Timeout(300)
  void restartsDynamoDbWhenItsProcessDies() throws Exception {
    try (DynamoDbClient dynamoDb = aws.dynamoDb()) {
      // A process that dies within 10 s of its start is not restarted.
      Thread.sleep(10_500);
      ProcessHandle process =
          ProcessHandle.current()
              .children()
              // The operating system truncates the long command line, but names the program.
              .filter(child -> child.info().command().orElse("").endsWith("java"))
              .findFirst()
              .orElseThrow();
      process.destroyForcibly();
      process.onExit().get();
      boolean answered = false;
      while (!answered) {
        Thread.sleep(500);
        try {
          answered = dynamoDb.listTables().tableNames().contains(resources.ref("Table"));
        } catch (RuntimeException e) {
          // Not yet.
        }
      }
    }
  }

  private static int get(AwsService service, String path, String header) throws IOException {
    URI address = aws.publicEndpoint(service);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request = "GET " + path + " HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = socket.getInputStream()) {
        String response = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        return Integer.parseInt(response.substring(9, 12));
      }
    }
  }
}
