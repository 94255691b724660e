package dev.cirrus.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cirrus.json.Json;
import dev.cirrus.prediction.Box;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Probabilities;
import dev.cirrus.prediction.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
 */
public final class AwsStub implements AutoCloseable {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  /** While classes are loaded, a call takes longer than it may later. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String NO_SUCH_KEY = "<Error><Code>NoSuchKey</Code></Error>";

  private final HttpServer server;
  private final LedgerEntry entry;

  private AwsStub(HttpServer server, String owner) {
    this.server = server;
    this.entry =
        new LedgerEntry(
            prediction(owner),
            LONG_AGO.plus(Duration.ofDays(90)),
            new Correction(new TreeMap<>(Map.of(0, 7)), LONG_AGO));
  }

  /** Starts the stub on the loopback interface; its one entry belongs to this owner. */
  public static AwsStub open(String owner) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
      AwsStub stub = new AwsStub(server, owner);
      server.createContext("/", stub::answer);
      server.start();
      return stub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** Returns a ledger that reads and writes this stub. */
  public Ledger ledger() {
    return new DynamoLedger(dynamoDb(), "priming", clock());
  }

  /** Returns a client that is configured as a function's, except for its endpoint. */
  public DynamoDbClient dynamoDb() {
    return DynamoLedger.clientBuilder(PATIENCE, PATIENCE)
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials())
        .build();
  }

  /** Returns the stub's address. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
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

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      // S3 requests have no target, and its bucket is empty.
      boolean missing = target == null && exchange.getRequestMethod().equals("GET");
      String content = missing ? NO_SUCH_KEY : body(target == null ? "" : target);
      byte[] body = content.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      // No connection may be open when the snapshot is taken.
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(missing ? 404 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
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
