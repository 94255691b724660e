package dev.cirrus.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Lets web pages in a real browser attack the local services. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before the tests.
final class BrowserAccessTest {
  /** A name whose owner lets it resolve to this machine once the page is loaded. */
  private static final String REBOUND = "rebound.example";

  private static final String POINTER = "models/current.json";

  /**
   * Sends a request, and returns its status; "sent" if the page may not see it, and "blocked" if
   * the browser refused to send it five times. Once is not enough: Chromium also aborts requests
   * while a network interface appears, as with each container of other tests.
   */
  private static final String SEND =
      """
      const send = async (address, init = {}, attempts = 5) => {
        try {
          const response = await fetch(address, { mode: 'no-cors', ...init });
          return response.type === 'opaque' ? 'sent' : response.status;
        } catch {
          return attempts === 1 ? 'blocked' : send(address, init, attempts - 1);
        }
      };
      const form = body => ({ method: 'POST', body: new URLSearchParams(body) });
      const upload = key => {
        const body = new FormData();
        body.append('key', key);
        body.append('file', new Blob(['forged']));
        return { method: 'POST', body };
      };
      const target = name => ({
        method: 'POST', mode: 'cors', body: '{"TableName":"TABLE"}',
        headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': name },
      });
      """;

  @TempDir static Path folder;
  private static LocalAws aws;
  private static StackResources resources;
  private static HeadlessBrowser browser;
  private static HttpServer attacker;

  @BeforeAll
  static void start() throws Exception {
    Optional<String> chromium = HeadlessBrowser.find();
    assumeTrue(chromium.isPresent(), "there is no Chromium");
    aws = LocalAws.start(folder.resolve("data"));
    resources =
        StackResources.create(aws, Template.read(Path.of("src/test/resources/small.yaml")), "");
    browser = HeadlessBrowser.start(chromium.orElseThrow(), folder.resolve("profile"), REBOUND);
    attacker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    attacker.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] page = "<!doctype html><title>attacker</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
          }
        });
    attacker.start();
    try (SqsClient sqs = aws.sqs();
        DynamoDbClient dynamoDb = aws.dynamoDb();
        S3Client s3 = aws.s3()) {
      sqs.sendMessage(send -> send.queueUrl(resources.ref("Queue")).messageBody("own"));
      dynamoDb.putItem(put ->
          put.tableName(resources.ref("Table")).item(Map.of("id", AttributeValue.fromS("own"))));
      s3.putObject(
          put -> put.bucket(resources.ref("ModelBucket")).key(POINTER),
          RequestBody.fromString("own"));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (attacker != null) {
      attacker.stop(0);
    }
    if (aws != null) {
      aws.close();
    }
  }

  @AfterEach
  void nothingHasChanged() {
    try (SqsClient sqs = aws.sqs();
        DynamoDbClient dynamoDb = aws.dynamoDb();
        S3Client s3 = aws.s3()) {
      assertEquals(
          List.of("own"),
          sqs
              .receiveMessage(receive ->
                  receive
                      .queueUrl(resources.ref("Queue"))
                      .maxNumberOfMessages(10)
                      .visibilityTimeout(0)
                      .waitTimeSeconds(5))
              .messages()
              .stream()
              .map(Message::body)
              .toList());
      assertEquals(
          List.of(Map.of("id", AttributeValue.fromS("own"))),
          dynamoDb.scan(scan -> scan.tableName(resources.ref("Table"))).items());
      assertEquals(
          "own",
          s3.getObjectAsBytes(get -> get.bucket(resources.ref("ModelBucket")).key(POINTER))
              .asUtf8String());
    }
  }

  private static String attack(URI page, String requests) throws Exception {
    return browser.evaluate(
        page,
        "(async () => {"
            + SEND.replace("TABLE", resources.ref("Table"))
            + "return (await Promise.all(["
            + requests
            + "])).join(' ');})()");
  }

  /** Returns the requests that change something, to the services under these addresses. */
  private static String requests(String sqs, String s3, String dynamoDb) {
    String queue = sqs + URI.create(resources.ref("Queue")).getRawPath();
    String pointer = s3 + "/" + resources.ref("ModelBucket") + "/" + POINTER;
    return """
    send('%1$s?Action=DeleteQueue&Version=2012-11-05'),
    send('%1$s?Action=PurgeQueue&Version=2012-11-05'),
    send('%1$s', form({ Action: 'SendMessage', Version: '2012-11-05', MessageBody: 'forged' })),
    send('%2$s', { method: 'PUT', mode: 'cors', body: 'forged' }),
    send('%3$s', upload('%4$s')),
    send('%5$s/', target('DynamoDB_20120810.DeleteTable')),
    send('%5$s/', { method: 'POST', body: '{"TableName":"TABLE"}' })\
    """
        .formatted(queue, pointer, s3 + "/" + resources.ref("ModelBucket"), POINTER, dynamoDb)
        .replace("TABLE", resources.ref("Table"));
  }

  @Test
  void aPageOfAnotherOriginChangesNothing() throws Exception {
    URI page = URI.create("http://127.0.0.1:" + attacker.getAddress().getPort() + "/");
    assertEquals(
        // Requests with other methods or headers fail in the browser, after a refused preflight.
        "sent sent sent blocked sent blocked sent",
        attack(
            page,
            requests(
                aws.publicEndpoint(AwsService.SQS).toString(),
                aws.publicEndpoint(AwsService.S3).toString(),
                aws.publicEndpoint(AwsService.DYNAMODB).toString())));
  }

  @Test
  void aPageWhoseNameWasReboundToThisMachineIsRefused() throws Exception {
    assertEquals("403 403 403", attackFromRebound(AwsService.SQS, 0, 3));
    assertEquals("403 403", attackFromRebound(AwsService.S3, 3, 5));
    assertEquals("403 403", attackFromRebound(AwsService.DYNAMODB, 5, 7));
  }

  /** Lets a page that has a service's own origin, under another name, send some requests. */
  private static String attackFromRebound(AwsService service, int from, int to) throws Exception {
    URI page = URI.create("http://" + REBOUND + ":" + aws.publicEndpoint(service).getPort() + "/");
    List<String> all = List.of(requests("", "", "").split(",\n"));
    return attack(page, String.join(",", all.subList(from, to)));
  }
}
