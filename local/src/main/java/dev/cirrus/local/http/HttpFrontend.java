package dev.cirrus.local.http;

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
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Serves the page and the API at one address, as CloudFront does on AWS. Each request has a virtual
 * thread.
 */
public final class HttpFrontend implements AutoCloseable {
  /** How much of a body that is too large is read, so that the caller receives the 413. */
  private static final int MAX_DRAINED_BYTES = 32 << 20;

  /**
   * The size of a request line and of all headers of a request. API Gateway accepts 10 KB; the
   * server's default of 384 KB would let a thousand connections fill the heap.
   */
  static final int MAX_HEADER_BYTES = 16 << 10;

  /** How long requests in flight may take when the server closes. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(800);

  /** Answered without admission control, because it has no body and must work under load. */
  private static final Set<String> PROBES =
      Set.of("/health", "/v2/health/live", "/v2/health/ready");

  private final HttpServer server;
  private final AdmissionControl admissions =
      new AdmissionControl(Runtime.getRuntime().availableProcessors());
  private final BodyReader bodies = new BodyReader();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** The parties are this server and each request in flight. */
  private final Phaser inFlight = new Phaser(1);

  private volatile boolean closing;

  private HttpFrontend(HttpServer server) {
    this.server = server;
  }

  /**
   * Binds the address. Requests wait until {@link #serve} is called.
   *
   * @throws java.net.SocketException if the address is in use or does not belong to this machine
   */
  public static HttpFrontend bind(InetSocketAddress address) throws IOException {
    // Without it, the end of a response waits about 40 ms for the caller's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    // Disconnects clients that send or receive slowly or are idle, which could otherwise use up the
    // memory.
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
    System.setProperty("sun.net.httpserver.maxRspTime", "60");
    System.setProperty("sun.net.httpserver.idleInterval", "30");
    System.setProperty("jdk.httpserver.maxConnections", "4096");
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", Integer.toString(MAX_HEADER_BYTES));
    return new HttpFrontend(HttpServer.create(address, 1024));
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public void serve(
      ApiGateway gateway, StaticSite site, ResponseHeadersPolicy api, ResponseHeadersPolicy page) {
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, gateway, site, api, page));
    server.start();
  }

  /** Rejects new requests, waits for those in flight and releases the address. */
  @Override
  public void close() {
    closing = true;
    try {
      inFlight.awaitAdvanceInterruptibly(
          inFlight.arrive(), CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Requests that take longer are dropped.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    threads.shutdownNow();
    admissions.close();
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
      } catch (RejectedExecutionException e) {
        // Too many requests in progress. Reads the rest of the body, because the connection would
        // otherwise be reset before the caller receives the response.
        skipRest(exchange.getRequestBody());
        answer = gateway.unavailable();
      } catch (RuntimeException e) {
        System.err.println("failed to answer a request:");
        e.printStackTrace();
        answer = gateway.failed();
      } catch (Error e) {
        // Fails only this request, which needed too much memory, for example.
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
    if (PROBES.contains(route.get().operation().resource())) {
      return gateway.answer(route.get(), request(exchange, new byte[0]));
    }
    // Read first, so that a slow caller does not take a place in the queue.
    try (BodyReader.Body held = bodies.body()) {
      String mediaType = Request.mediaType(headers.getFirst("Content-Type"));
      int limit = gateway.maxBytes(route.get(), mediaType);
      byte[] body = held.read(exchange.getRequestBody(), limit);
      if (body == null) {
        skipRest(exchange.getRequestBody());
        return gateway.tooLarge();
      }
      if (closing) {
        return gateway.unavailable();
      }
      Request request = request(exchange, body);
      return mediaType.startsWith("image/")
          ? admissions.readPicture(() -> gateway.answer(route.get(), request))
          : admissions.answer(() -> gateway.answer(route.get(), request));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return gateway.unavailable();
    }
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

  private static void skipRest(InputStream in) throws IOException {
    for (long left = MAX_DRAINED_BYTES; left > 0; ) {
      long skipped = in.skip(left);
      if (skipped <= 0) {
        break;
      }
      left -= skipped;
    }
  }

  private void send(HttpExchange exchange, Response answer, ResponseHeadersPolicy policy)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    answer.headers().forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
    policy.values().forEach(headers::set);
    if (closing) {
      headers.set("Connection", "close");
    }
    boolean hasNoBody = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(answer.body().length));
    }
    exchange.sendResponseHeaders(answer.status(), hasNoBody ? -1 : answer.body().length);
    if (!hasNoBody) {
      exchange.getResponseBody().write(answer.body());
    }
  }
}
