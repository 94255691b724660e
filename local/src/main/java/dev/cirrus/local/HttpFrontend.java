package dev.cirrus.local;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The one address of page and API, as CloudFront is on AWS: an HTTP server with a virtual thread
 * for each request.
 */
final class HttpFrontend implements AutoCloseable {
  /** What is read of a body that is too large, so that the caller gets to hear of it. */
  private static final int DRAIN = 32 << 20;

  private static final Duration LAST_ANSWERS = Duration.ofMillis(800);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** The front itself is the one party; each request in flight is another. */
  private final Phaser inFlight = new Phaser(1);

  private volatile boolean closing;

  private HttpFrontend(HttpServer server) {
    this.server = server;
  }

  /**
   * Takes the address. Who calls from now on waits until {@link #serve}.
   *
   * @throws java.net.SocketException if another program has it, or it is none of this machine's
   */
  static HttpFrontend bind(InetSocketAddress address) throws IOException {
    // Without it the last part of an answer waits for the caller's acknowledgement, some 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    // Slow or silent clients lose their connection, so that they can't use up memory.
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
    System.setProperty("sun.net.httpserver.idleInterval", "30");
    System.setProperty("jdk.httpserver.maxConnections", "4096");
    return new HttpFrontend(HttpServer.create(address, 1024));
  }

  int port() {
    return server.getAddress().getPort();
  }

  void serve(
      ApiGateway gateway, StaticSite site, ResponseHeadersPolicy api, ResponseHeadersPolicy page) {
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, gateway, site, api, page));
    server.start();
  }

  /** Takes no more requests, lets those in flight be answered, and gives the address back. */
  @Override
  public void close() {
    closing = true;
    try {
      inFlight.awaitAdvanceInterruptibly(
          inFlight.arrive(), LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Whoever asks for something that takes so long hears nothing more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(
      HttpExchange exchange,
      ApiGateway gateway,
      StaticSite site,
      ResponseHeadersPolicy apiHeaders,
      ResponseHeadersPolicy pageHeaders)
      throws IOException {
    inFlight.register();
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      boolean forApi = gateway.knows(path);
      Response answer;
      try {
        answer = forApi ? api(exchange, gateway) : page(exchange, gateway, site);
      } catch (RuntimeException e) {
        System.err.println("failed to answer a request:");
        e.printStackTrace();
        answer = gateway.failed();
      } catch (OutOfMemoryError | StackOverflowError e) {
        // This request needed too much; others need not fail with it.
        System.err.println("failed to answer a request: " + e);
        answer = gateway.unavailable();
      }
      send(exchange, answer, forApi ? apiHeaders : pageHeaders);
    } finally {
      inFlight.arriveAndDeregister();
    }
  }

  private Response api(HttpExchange exchange, ApiGateway gateway) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    Optional<ApiGateway.Route> route =
        gateway.route(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
    if (route.isEmpty()) {
      return gateway.noSuchRoute();
    }
    int limit = gateway.maxBytes(route.get(), Request.mediaType(headers.getFirst("Content-Type")));
    byte[] body = read(exchange.getRequestBody(), limit);
    if (body == null) {
      return gateway.tooLarge();
    }
    if (closing) {
      return gateway.unavailable();
    }
    return gateway.answer(route.get(), request(exchange, body));
  }

  private static Response page(HttpExchange exchange, ApiGateway gateway, StaticSite site) {
    String method = exchange.getRequestMethod();
    return method.equals("GET") || method.equals("HEAD")
        ? site.answer(request(exchange, new byte[0])).orElseGet(gateway::noSuchRoute)
        : gateway.noSuchRoute();
  }

  private static Request request(HttpExchange exchange, byte[] body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, all) -> headers.put(name, new ArrayList<>(all)));
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        headers,
        body,
        exchange.getRemoteAddress().getAddress());
  }

  private static byte @Nullable [] read(InputStream in, int limit) throws IOException {
    byte[] body = in.readNBytes(limit + 1);
    if (body.length <= limit) {
      return body;
    }
    for (long left = DRAIN; left > 0; ) {
      long skipped = in.skip(left);
      if (skipped <= 0) {
        break;
      }
      left -= skipped;
    }
    return null;
  }

  private void send(HttpExchange exchange, Response answer, ResponseHeadersPolicy policy)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    answer.headers().forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
    policy.values().forEach(headers::set);
    if (closing) {
      headers.set("Connection", "close");
    }
    boolean silent = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(answer.body().length));
    }
    exchange.sendResponseHeaders(answer.status(), silent ? -1 : answer.body().length);
    if (!silent) {
      exchange.getResponseBody().write(answer.body());
    }
  }
}
