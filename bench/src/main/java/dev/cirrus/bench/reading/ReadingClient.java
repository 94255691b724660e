package dev.cirrus.bench.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends requests to {@code POST /predict} of a running system. */
final class ReadingClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI pictures;
  private final URI values;

  ReadingClient(URI server) {
    this.pictures = server.resolve("/predict?record=false");
    this.values = server.resolve("/predict");
  }

  ReadingResult read(ReadingSample sample) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(sample.isPicture() ? pictures : values)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", sample.contentType())
            .POST(BodyPublishers.ofByteArray(sample.body()))
            .build();
    long start = System.nanoTime();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    double millis = (System.nanoTime() - start) / 1e6;
    JsonNode json = JSON.readTree(response.body());
    if (response.statusCode() != 200) {
      return new ReadingResult(sample, response.statusCode(), "", List.of(), millis);
    }
    List<Double> confidences = new ArrayList<>();
    json.get("predictions").forEach(one -> confidences.add(one.get("confidence").asDouble()));
    return new ReadingResult(sample, 200, json.get("text").asText(), confidences, millis);
  }
}
