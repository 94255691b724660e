package dev.cirrus.runs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cirrus.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fake of EMR Serverless over HTTP. It starts one job for each client token and reports its
 * state. Injected faults affect one request each.
 */
final class FakeEmrServerless implements AutoCloseable {
  /** The faults that can be injected. */
  enum Fault {
    /** The request is throttled. */
    THROTTLED,
    /** The job is started, but the response is lost. */
    RESPONSE_LOST,
    /** The request is invalid. */
    INVALID
  }

  record Job(String id, String token, String body) {}

  private final HttpServer server;
  private final Map<String, Job> jobsByToken = new LinkedHashMap<>();
  private final Map<String, String> states = new HashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();

  FakeEmrServerless() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized void inject(Fault... next) {
    faults.addAll(List.of(next));
  }

  synchronized void set(String job, String state) {
    states.put(job, state);
  }

  synchronized String state(String job) {
    return states.getOrDefault(job, "");
  }

  synchronized List<Job> jobs() {
    return List.copyOf(jobsByToken.values());
  }

  synchronized int requests() {
    return requests.size();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    Fault fault = faults.poll();
    if (fault == Fault.THROTTLED) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", "ThrottlingException");
      send(exchange, 429, "{\"message\":\"Rate exceeded\"}");
    } else if (fault == Fault.INVALID) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", "ValidationException");
      send(exchange, 400, "{\"message\":\"The application is stopped\"}");
    } else if (exchange.getRequestMethod().equals("POST") && path.endsWith("/jobruns")) {
      start(exchange, body, fault == Fault.RESPONSE_LOST);
    } else {
      getOrCancel(exchange, path.substring(path.lastIndexOf('/') + 1));
    }
  }

  private void start(HttpExchange exchange, String body, boolean losesResponse) throws IOException {
    String token = token(body);
    Job job =
        jobsByToken.computeIfAbsent(
            token, none -> new Job("00fjob" + jobsByToken.size(), token, body));
    states.putIfAbsent(job.id(), "SUBMITTED");
    if (losesResponse) {
      exchange.close();
    } else {
      send(
          exchange,
          200,
          "{\"applicationId\":\"app\",\"jobRunId\":\"%s\",\"arn\":\"arn:aws:x\"}"
              .formatted(job.id()));
    }
  }

  private void getOrCancel(HttpExchange exchange, String job) throws IOException {
    String state = states.get(job);
    if (state == null) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", "ResourceNotFoundException");
      send(exchange, 404, "{\"message\":\"No such job\"}");
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      states.put(job, "CANCELLING");
      send(exchange, 200, "{\"applicationId\":\"app\",\"jobRunId\":\"%s\"}".formatted(job));
    } else {
      send(
          exchange,
          200,
          "{\"jobRun\":{\"jobRunId\":\"%s\",\"state\":\"%s\",\"stateDetails\":\"It is %s\"}}"
              .formatted(job, state, state));
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String token(String body) throws IOException {
    try (JsonParser json = Json.parser(body)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME && json.currentName().equals("clientToken")) {
          json.nextToken();
          return json.getText();
        }
      }
    }
    throw new IOException("expected a client token but got " + body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
