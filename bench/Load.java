import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures response times and throughput with concurrent users, each of whom sends the next request
 * as soon as the last is answered. load.sh runs it against a system on the same machine.
 */
class Load {
  private static final int MAX_RESPONSES = 1_000_000;

  private final long[] nanos = new long[MAX_RESPONSES];
  private final LongAdder failed = new LongAdder();
  private final LongAdder unrecorded = new LongAdder();
  private int responses;

  public static void main(String[] arguments) throws Exception {
    URI address = URI.create(arguments[0]);
    if (!address.getHost().equals("127.0.0.1")) {
      throw new IllegalArgumentException("expected the address of this machine, 127.0.0.1");
    }
    Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
    new Load().run(address, 4, Duration.ofSeconds(5)); // Warm-up
    System.out.println("users  answers/s   p50 ms   p99 ms     max ms  failed  not recorded");
    for (int i = 2; i < arguments.length; i++) {
      int users = Integer.parseInt(arguments[i]);
      Load load = new Load();
      load.run(address, users, time);
      load.print(users, time);
    }
  }

  private void run(URI address, int users, Duration time) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/predict"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"image\":" + image() + "}"))
            .build();
    long end = System.nanoTime() + time.toNanos();
    try (HttpClient http = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int user = 0; user < users; user++) {
        threads.submit(
            () -> {
              while (System.nanoTime() < end) {
                send(http, request);
              }
            });
      }
    }
  }

  private void send(HttpClient http, HttpRequest request) {
    long start = System.nanoTime();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        failed.increment();
      } else if (response.body().contains("\"recorded\":false")) {
        unrecorded.increment();
      }
    } catch (IOException e) {
      failed.increment();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    add(System.nanoTime() - start);
  }

  private synchronized void add(long duration) {
    if (responses < MAX_RESPONSES) {
      nanos[responses++] = duration;
    }
  }

  private void print(int users, Duration time) {
    long[] sorted = Arrays.copyOf(nanos, responses);
    Arrays.sort(sorted);
    System.out.printf(
        "%5d  %9.0f  %7.1f  %7.1f  %9.1f  %6d  %12d%n",
        users,
        (double) responses / time.toSeconds(),
        sorted[responses / 2] / 1e6,
        sorted[responses * 99 / 100] / 1e6,
        sorted[responses - 1] / 1e6,
        failed.sum(),
        unrecorded.sum());
  }

  /** Returns a one as JSON: a vertical bar in the middle. */
  private static String image() {
    StringBuilder image = new StringBuilder("[");
    for (int i = 0; i < 784; i++) {
      boolean ink = i % 28 > 12 && i % 28 < 16 && i / 28 > 3 && i / 28 < 24;
      image.append(i == 0 ? "" : ",").append(ink ? 255 : 0);
    }
    return image.append(']').toString();
  }
}
