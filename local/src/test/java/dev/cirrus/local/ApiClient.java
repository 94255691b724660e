package dev.cirrus.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cirrus.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/** Calls the HTTP API with an owner key. */
public final class ApiClient {
  /** Long, because it only stops tests that hang. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final String key;

  ApiClient(URI address, String key) {
    this.address = address;
    this.key = key;
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  HttpResponse<String> delete(String path) throws Exception {
    return send(request(path).DELETE());
  }

  HttpResponse<String> put(String path, String json) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
    return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> predict() throws Exception {
    return post(
        "/predict",
        "application/json",
        ("{\"image\":" + image() + "}").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Predicts until a prediction is recorded, since a busy machine may be too slow at first, and
   * returns its id.
   */
  String recordedId() throws Exception {
    return await(
            () -> {
              HttpResponse<String> answer = predict();
              assertEquals(200, answer.statusCode(), answer.body());
              return isRecorded(answer)
                  ? List.of(field(answer.body(), "id").getFirst())
                  : List.of();
            })
        .getFirst();
  }

  static boolean isRecorded(HttpResponse<String> answer) throws IOException {
    return field(answer.body(), "recorded").equals(List.of("true"));
  }

  /** Returns the ids of all records. */
  List<String> records() throws Exception {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    while (true) {
      HttpResponse<String> page = get("/predictions?limit=50" + cursor);
      assertEquals(200, page.statusCode(), page.body());
      ids.addAll(field(page.body(), "id"));
      List<String> next = field(page.body(), "next");
      if (next.isEmpty()) {
        return ids;
      }
      cursor = "&cursor=" + next.getFirst();
    }
  }

  /** Returns a random image with a vertical bar of noise in the middle. */
  public static String image() {
    Random random = new Random();
    StringBuilder image = new StringBuilder("[");
    for (int i = 0; i < 784; i++) {
      int x = i % 28;
      boolean ink = x > 11 && x < 16 && i > 84 && i < 700;
      image.append(i == 0 ? "" : ",").append(ink ? 200 + random.nextInt(56) : 0);
    }
    return image.append(']').toString();
  }

  /** Returns the values of all fields with this name anywhere in a JSON text. */
  static List<String> field(String json, String name) throws IOException {
    List<String> values = new ArrayList<>();
    try (JsonParser parser = Json.parser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals(name)) {
          parser.nextToken();
          values.add(parser.getText());
        }
      }
    }
    return values;
  }

  /** Repeats an attempt until it returns something or the timeout has passed. */
  public static <T> List<T> await(Callable<List<T>> attempt) throws Exception {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      List<T> answer = attempt.call();
      if (!answer.isEmpty() || System.nanoTime() > end) {
        return answer;
      }
      Thread.sleep(200);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
