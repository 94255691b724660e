package dev.cirrus.local.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.local.ApiClient;
import dev.cirrus.local.invocation.HttpFunction;
import dev.cirrus.localaws.Template;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the admission control with a function that blocks until the test releases it. */
@Timeout(600)
final class HttpFrontendTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final Duration TIME_LIMIT = Duration.ofMinutes(5);

  private final AtomicInteger started = new AtomicInteger();
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpFrontend front;
  private URI address;

  @BeforeEach
  void start() throws IOException {
    Template template = Template.read(Path.of("../template.yaml"));
    front = HttpFrontend.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    front.serve(
        new ApiGateway(
            ApiDescription.read(Path.of("../api/openapi.yaml")),
            Map.of(
                "PredictFunction",
                new HttpFunction((event, context) -> answer(event), Duration.ofSeconds(10))),
            TokenBucket.none(),
            Clock.systemUTC()),
        StaticSite.read(Path.of("no-site")),
        ResponseHeadersPolicy.read(template, "ApiHeaders"),
        ResponseHeadersPolicy.read(template, "SiteHeaders"));
    address = URI.create("http://127.0.0.1:" + front.port());
  }

  @AfterEach
  void stop() {
    mayEnd.countDown();
    front.close();
  }

  private APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event) {
    if (event.getResource().equals("/predict")) {
      started.incrementAndGet();
      if (Boolean.TRUE.equals(event.getIsBase64Encoded())) {
        computeUntilReleased();
      } else if (String.valueOf(event.getBody()).contains("\"file\":\"error\"")) {
        throw new LinkageError("as if a class were missing");
      } else {
        waitUntilReleased();
      }
    }
    return new APIGatewayProxyResponseEvent().withStatusCode(200).withBody("{}");
  }

  private void waitUntilReleased() {
    try {
      mayEnd.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void computeUntilReleased() {
    while (mayEnd.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  private HttpRequest predict(String mediaType, byte[] body) {
    return HttpRequest.newBuilder(address.resolve("/predict"))
        .timeout(TIME_LIMIT)
        .header("Content-Type", mediaType)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private HttpRequest image() {
    return predict("application/json", image("api"));
  }

  private HttpRequest picture(int bytes) {
    return predict("image/png", new byte[bytes]);
  }

  private static byte[] image(String source) {
    return ("{\"image\":" + ApiClient.image() + ",\"file\":\"" + source + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private List<CompletableFuture<HttpResponse<String>>> send(int count, HttpRequest request) {
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sent.add(http.sendAsync(request, BodyHandlers.ofString()));
    }
    return sent;
  }

  private void awaitStarted(int count) throws InterruptedException {
    while (started.get() < count) {
      Thread.sleep(Duration.ofMillis(2));
    }
  }

  private void assertRefusedForNow(HttpRequest request) throws Exception {
    assertRefusedForNow(http.send(request, BodyHandlers.ofString()));
  }

  private static void assertRefusedForNow(HttpResponse<String> refused) {
    assertEquals(503, refused.statusCode(), refused.body());
    assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
  }

  private void assertHealthy() throws Exception {
    HttpRequest health =
        HttpRequest.newBuilder(address.resolve("/health")).timeout(TIME_LIMIT).build();
    assertEquals(200, http.send(health, BodyHandlers.ofString()).statusCode());
  }

  @Test
  void rejectsExcessPicturesButAnswersHealth() throws Exception {
    HttpRequest picture = picture(1);
    int permitted = PROCESSORS * (1 + AdmissionControl.WAITING_PICTURES_PER_PROCESSOR);
    List<CompletableFuture<HttpResponse<String>>> sent = send(permitted, picture);
    awaitStarted(PROCESSORS);

    assertHealthy();
    // The requests may not have arrived yet.
    List<CompletableFuture<HttpResponse<String>>> more = send(permitted, picture);
    CompletableFuture.anyOf(more.toArray(CompletableFuture<?>[]::new)).get();
    assertRefusedForNow(picture);
    assertEquals(PROCESSORS, started.get());

    mayEnd.countDown();
    long answered =
        sent.stream().map(CompletableFuture::join).filter(it -> it.statusCode() == 200).count()
            + more.stream()
                .map(CompletableFuture::join)
                .filter(it -> it.statusCode() == 200)
                .count();
    assertTrue(answered >= permitted, answered + " pictures were answered");
  }

  @Test
  void refusesRequestsOfWhichTooManyWaitButAnswersHealth() throws Exception {
    int worked = PROCESSORS * AdmissionControl.REQUESTS_PER_PROCESSOR;
    int waiting = PROCESSORS * AdmissionControl.WAITING_PER_PROCESSOR;
    int tooMany = 5;
    List<CompletableFuture<HttpResponse<String>>> sent = send(worked, image());
    awaitStarted(worked);

    sent.addAll(send(waiting + tooMany, image()));
    assertHealthy();
    while (sent.stream().filter(CompletableFuture::isDone).count() < tooMany) {
      Thread.sleep(Duration.ofMillis(5));
    }
    assertEquals(worked, started.get());

    mayEnd.countDown();
    int refused = 0;
    for (CompletableFuture<HttpResponse<String>> each : sent) {
      if (each.get().statusCode() == 503) {
        assertEquals("1", each.get().headers().firstValue("Retry-After").orElse(""));
        refused++;
      } else {
        assertEquals(200, each.get().statusCode());
      }
    }
    assertEquals(tooMany, refused);
    assertEquals(200, http.send(image(), BodyHandlers.ofString()).statusCode());
  }

  @Test
  void aRequestWaitsForItsTurn() throws Exception {
    int worked = PROCESSORS * AdmissionControl.REQUESTS_PER_PROCESSOR;
    send(worked, image());
    awaitStarted(worked);
    CompletableFuture<HttpResponse<String>> next = send(1, image()).getFirst();
    Thread.sleep(AdmissionControl.MAX_WAIT.dividedBy(5));
    mayEnd.countDown();
    assertEquals(200, next.get().statusCode());
  }

  @Test
  void slowUploadsBlockOnlyLargeRequests() throws Exception {
    mayEnd.countDown();
    List<Socket> slow = new ArrayList<>();
    try {
      byte[] head =
          "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 5000000\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII);
      byte[] part = new byte[4_500_000];
      HttpRequest large = picture(4_000_000);
      HttpResponse<String> answer;
      do {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port());
        slow.add(socket);
        Thread.ofVirtual()
            .start(() -> {
              try {
                socket.getOutputStream().write(head);
                socket.getOutputStream().write(part);
              } catch (IOException e) {
                // A refusal is expected, too.
              }
            });
        answer = http.send(large, BodyHandlers.ofString());
      } while (answer.statusCode() == 200);
      // The next one may be answered, because an upload that is refused, too, frees its bytes.
      assertRefusedForNow(answer);
      assertEquals(200, http.send(image(), BodyHandlers.ofString()).statusCode());
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    while (http.send(picture(4_000_000), BodyHandlers.ofString()).statusCode() != 200) {
      Thread.sleep(Duration.ofMillis(5));
    }
  }

  @Test
  void slowBodiesTakeNoPlaceOfOtherRequests() throws Exception {
    mayEnd.countDown();
    byte[] part = new byte[] {'{'};
    try (Uploads _ = new Uploads(1_200, image("slow").length, part)) {
      for (int i = 0; i < 50; i++) {
        assertEquals(200, http.send(image(), BodyHandlers.ofString()).statusCode());
        assertHealthy();
      }
      assertEquals(200, http.send(picture(1), BodyHandlers.ofString()).statusCode());
    }
  }

  @Test
  void slowBodiesHoldOnlyTheBytesThatArrived() throws Exception {
    mayEnd.countDown();
    byte[] part = new byte[20_000];
    try (Uploads _ = new Uploads(500, 5_000_000, part)) {
      for (int i = 0; i < 20; i++) {
        assertEquals(200, http.send(picture(1_000_000), BodyHandlers.ofString()).statusCode());
      }
    }
  }

  /** Connections that send the beginning of a body and then nothing more. */
  private final class Uploads implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    Uploads(int count, int length, byte[] part) throws IOException {
      byte[] head =
          ("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: "
                  + length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < count; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port());
        sockets.add(socket);
        socket.getOutputStream().write(head);
        socket.getOutputStream().write(part);
      }
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void closesConnectionsWhoseHeadersAreTooLarge() throws Exception {
    assertEquals(200, withHeader(HttpFrontend.MAX_HEADER_BYTES / 2).statusCode());
    assertThrows(IOException.class, () -> withHeader(HttpFrontend.MAX_HEADER_BYTES));
    assertHealthy();
  }

  private HttpResponse<String> withHeader(int bytes) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/health"))
            .timeout(TIME_LIMIT)
            .header("X-Large", "a".repeat(bytes))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  @Test
  void anErrorFailsOnlyItsRequest() throws Exception {
    mayEnd.countDown();
    assertRefusedForNow(predict("application/json", image("error")));
    assertEquals(200, http.send(image(), BodyHandlers.ofString()).statusCode());
  }
}
