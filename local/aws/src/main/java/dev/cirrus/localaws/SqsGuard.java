package dev.cirrus.localaws;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The public address of SQS. Forwards admitted requests to ElasticMQ, which accepts any request.
 */
final class SqsGuard implements AutoCloseable {
  /** Longer than the longest poll of SQS, 20 s. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final List<String> FORWARDED = List.of("Content-Type", "X-Amz-Target");

  private final HttpServer server;
  private final AccessGuard guard;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  SqsGuard(AccessGuard guard) throws IOException {
    this.guard = guard;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Starts forwarding to an address. */
  void start(URI elasticMq) {
    HttpClient client = HttpClient.newHttpClient();
    server.createContext("/", exchange -> handle(exchange, elasticMq, client));
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange, URI elasticMq, HttpClient client) throws IOException {
    try (exchange) {
      Headers headers = exchange.getRequestHeaders();
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!guard.admits(
          headers.getFirst("Host"),
          headers.getFirst("Origin"),
          headers.getFirst("Authorization"))) {
        send(exchange, 403, "text/plain", AccessGuard.REFUSAL.getBytes(StandardCharsets.UTF_8));
        return;
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(target(elasticMq, exchange.getRequestURI()))
              .timeout(TIMEOUT)
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
      for (String name : FORWARDED) {
        String value = headers.getFirst(name);
        if (value != null) {
          request.header(name, value);
        }
      }
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      send(
          exchange,
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse("application/octet-stream"),
          response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Prepends the secret path, unless the request is for the URL of a queue. */
  private static URI target(URI elasticMq, URI requested) {
    String path = requested.toString();
    String secretPath = elasticMq.getPath();
    return elasticMq.resolve(path.startsWith(secretPath + "/") ? path : secretPath + path);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
