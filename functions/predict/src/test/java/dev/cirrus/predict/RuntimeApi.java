package dev.cirrus.predict;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A test server with Lambda's runtime API for a function with SnapStart: it restores a snapshot,
 * delivers events and accepts the responses.
 */
final class RuntimeApi implements AutoCloseable {
  private static final String BASE = "/2018-06-01/runtime";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Invocation> invocations = new ConcurrentLinkedQueue<>();

  /** The paths that the runtime requested, in order. */
  final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();

  /** An event, with actions immediately before it is delivered and after its response. */
  record Invocation(String event, Runnable before, Runnable after) {}

  /** A request of the runtime. */
  record Step(String path, String body) {}

  RuntimeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(BASE, this::handle);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void invoke(Invocation invocation) {
    invocations.add(invocation);
  }

  private volatile Invocation running = new Invocation("", () -> {}, () -> {});

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(BASE.length());
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.equals("/invocation/next")) {
      next(exchange);
      return;
    }
    if (path.endsWith("/response")) {
      running.after.run();
    }
    steps.add(new Step(path, body));
    exchange.sendResponseHeaders(path.equals("/restore/next") ? 200 : 202, -1);
    exchange.close();
  }

  private void next(HttpExchange exchange) {
    Invocation invocation = invocations.poll();
    if (invocation == null) {
      steps.add(new Step("idle", ""));
      // Like Lambda, keeps an idle runtime waiting; the test ends the process.
      return;
    }
    running = invocation;
    // The runtime client crashes if one of them is missing.
    Map.of(
            "Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
            "Lambda-Runtime-Deadline-Ms", "4102444800000",
            "Lambda-Runtime-Invoked-Function-Arn",
                "arn:aws:lambda:us-east-1:123456789012:function:predict",
            "Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0",
            "Lambda-Runtime-Client-Context", "{}",
            "Lambda-Runtime-Cognito-Identity", "{}",
            "Content-Type", "application/json")
        .forEach(exchange.getResponseHeaders()::set);
    invocation.before.run();
    byte[] event = invocation.event.getBytes(StandardCharsets.UTF_8);
    try {
      exchange.sendResponseHeaders(200, event.length);
      exchange.getResponseBody().write(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
