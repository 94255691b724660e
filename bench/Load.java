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
 * So many users at once, each of whom asks for a prediction again as soon as it has the last: how
 * long an answer takes, and how many come in a second. Run by load.sh, against this machine alone.
 */
class Load {
  private static final int MOST_ANSWERS = 1_000_000;

  private final long[] nanos = new long[MOST_ANSWERS];
  private final LongAdder failed = new LongAdder();
  private final LongAdder unrecorded = new LongAdder();
  private int answers;

  public static void main(String[] arguments) throws Exception {
    URI address = URI.create(arguments[0]);
    if (!address.getHost().equals("127.0.0.1")) {
      throw new IllegalArgumentException("this loads the machine it runs on, and no other");
    }
    Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
    new Load().run(address, 4, Duration.ofSeconds(5)); // Warms both sides up.
    System.out.println("users  answers/s   p50 ms   p99 ms   worst ms  failed  not recorded");
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
                ask(http, request);
              }
            });
      }
    }
  }

  private void ask(HttpClient http, HttpRequest request) {
    long start = System.nanoTime();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        failed.increment();
      } else if (answer.body().contains("\"recorded\":false")) {
        unrecorded.increment();
      }
    } catch (IOException e) {
      failed.increment();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    keep(System.nanoTime() - start);
  }

  private synchronized void keep(long took) {
    if (answers < MOST_ANSWERS) {
      nanos[answers++] = took;
    }
  }

  private void print(int users, Duration time) {
    long[] sorted = Arrays.copyOf(nanos, answers);
    Arrays.sort(sorted);
    System.out.printf(
        "%5d  %9.0f  %7.1f  %7.1f  %9.1f  %6d  %12d%n",
        users,
        (double) answers / time.toSeconds(),
        sorted[answers / 2] / 1e6,
        sorted[answers * 99 / 100] / 1e6,
        sorted[answers - 1] / 1e6,
        failed.sum(),
        unrecorded.sum());
  }

  /** A one: a bar in the middle. */
  private static String image() {
    StringBuilder image = new StringBuilder("[");
    for (int i = 0; i < 784; i++) {
      boolean ink = i % 28 > 12 && i % 28 < 16 && i / 28 > 3 && i / 28 < 24;
      image.append(i == 0 ? "" : ",").append(ink ? 255 : 0);
    }
    return image.append(']').toString();
  }
}
