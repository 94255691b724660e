package dev.cirrus.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.json.Json;
import dev.cirrus.prediction.Box;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Probabilities;
import dev.cirrus.prediction.Source;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stands in for AWS while a function is primed, so that its AWS clients load their classes before
 * the snapshot without reaching AWS. Reads of the ledger return one entry; writes are accepted.
 *
 * <p>It serves HTTP by itself, because Lambda's image need not contain the JDK's HTTP server.
 */
public final class AwsStub implements AutoCloseable {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  /** While classes are loaded, a call takes longer than it may later. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final String NO_SUCH_KEY = "<Error><Code>NoSuchKey</Code></Error>";

  private final ServerSocket server;
  private final LedgerEntry entry;

  private AwsStub(ServerSocket server, String owner) {
    this.server = server;
    this.entry =
        new LedgerEntry(
            prediction(owner),
            LONG_AGO.plus(Duration.ofDays(90)),
            new Correction(new TreeMap<>(Map.of(0, 7)), LONG_AGO),
            LONG_AGO);
  }

  /** Starts the stub on the loopback interface; its one entry belongs to this owner. */
  public static AwsStub open(String owner) {
    try {
      AwsStub stub = new AwsStub(new ServerSocket(0, 0, InetAddress.ofLiteral("127.0.0.1")), owner);
      Thread.ofPlatform().daemon().name("aws-stub").start(stub::serve);
      return stub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a ledger that reads and writes this stub. */
  public Ledger ledger() {
    return new DynamoLedger(dynamoDb(), "priming", clock());
  }

  /** Returns a client that is configured as a function's, except for its endpoint. */
  public DynamoDbClient dynamoDb() {
    return DynamoLedger.clientBuilder(TIMEOUT, TIMEOUT)
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials())
        .build();
  }

  /** Returns the stub's address. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Returns credentials; the stub does not check them. */
  public AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("stub", "stub"));
  }

  /** Returns a clock by which the entry has not expired. */
  public InstantSource clock() {
    return () -> LONG_AGO.plusSeconds(1);
  }

  /** Returns the prediction of the one entry. */
  public static Prediction prediction(String owner) {
    byte[] pixels = new byte[Pixels.COUNT];
    return new Prediction(
        "019b76da-a800-7000-8000-000000000000",
        LONG_AGO,
        owner,
        Source.UPLOAD,
        "priming.png",
        "priming",
        List.of(
            new ClassifiedDigit(
                Probabilities.of(0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
                Pixels.ofBytes(pixels),
                new Box(0, 0, 28, 28))));
  }

  /** Answers one connection after the other: priming sends no requests in parallel. */
  private void serve() {
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        answer(new BufferedInputStream(connection.getInputStream()), connection.getOutputStream());
      } catch (IOException e) {
        // The stub was closed, or the client closed the connection: its own request fails.
      }
    }
  }

  private void answer(InputStream request, OutputStream response) throws IOException {
    boolean isRead = line(request).startsWith("GET ");
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header = line(request); !header.isEmpty(); header = line(request)) {
      int colon = header.indexOf(':');
      headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
    }
    if (headers.containsKey("Expect")) {
      write(response, "HTTP/1.1 100 Continue\r\n\r\n");
    }
    request.skipNBytes(Long.parseLong(headers.getOrDefault("Content-Length", "0")));
    // S3 requests have no target, and its bucket is empty.
    String target = headers.get("X-Amz-Target");
    boolean missing = target == null && isRead;
    String body = missing ? NO_SUCH_KEY : body(target == null ? "" : target);
    write(
        response,
        // No connection may be open when the snapshot is taken.
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(
                missing ? "404 Not Found" : "200 OK",
                "application/x-amz-json-1.0",
                body.getBytes(StandardCharsets.UTF_8).length,
                body));
  }

  private static String line(InputStream request) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = request.read(); next != '\n'; next = request.read()) {
      if (next < 0) {
        throw new EOFException("expected the end of a line but got the end of the request");
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  private static void write(OutputStream response, String text) throws IOException {
    response.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String body(String target) {
    return switch (target.substring(target.indexOf('.') + 1)) {
      case "" -> "";
      case "GetItem" -> Json.write(json -> writeWith(json, "Item", this::writeEntry));
      case "Query" ->
          Json.write(json ->
              writeWith(
                  json,
                  "Items",
                  items -> {
                    items.writeStartArray();
                    writeEntry(items);
                    items.writeEndArray();
                  }));
      default -> "{}";
    };
  }

  private static void writeWith(JsonGenerator json, String name, Json.Body value)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName(name);
    value.writeTo(json);
    json.writeEndObject();
  }

  private void writeEntry(JsonGenerator json) throws IOException {
    write(json, LedgerItems.item(entry));
  }

  private static void write(JsonGenerator json, Map<String, AttributeValue> map)
      throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, AttributeValue> attribute : map.entrySet()) {
      json.writeFieldName(attribute.getKey());
      write(json, attribute.getValue());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, AttributeValue value) throws IOException {
    json.writeStartObject();
    switch (value.type()) {
      case S -> json.writeStringField("S", value.s());
      case N -> json.writeStringField("N", value.n());
      case B ->
          json.writeStringField("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
      case M -> {
        json.writeFieldName("M");
        write(json, value.m());
      }
      case L -> {
        json.writeArrayFieldStart("L");
        for (AttributeValue element : value.l()) {
          write(json, element);
        }
        json.writeEndArray();
      }
      default ->
          throw new IllegalStateException(
              "expected an attribute type of the ledger but got " + value.type());
    }
    json.writeEndObject();
  }
}
