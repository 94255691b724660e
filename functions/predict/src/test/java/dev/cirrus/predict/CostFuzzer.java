package dev.cirrus.predict;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.code_intelligence.jazzer.api.Jazzer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Searches for expensive requests: Jazzer mutates inputs so that they reach new code or take
 * longer. {@code ./cirrus fuzz cost} runs it.
 */
public final class CostFuzzer {
  /** The processor time that a request may take. */
  static final Duration BUDGET = Duration.ofSeconds(1);

  /**
   * What {@link #referenceCost} is on a core for which the budget holds. One of a shared two-core
   * Xeon that took 1.2 times the budget for the same requests needed 240 ms without other work.
   */
  private static final Duration REFERENCE = Duration.ofMillis(150);

  /** Jazzer's counters make the code about six times as slow. */
  private static final int INSTRUMENTED = 8;

  private static final int REFERENCE_VOTES = 60_000_000;
  private static final int REFERENCE_CELLS = 500_000;
  private static final int REFERENCE_STEP = 1_409;

  private static final int SIDE = 700;

  /** The bytes of a rectangle and its repetitions. */
  private static final int RECTANGLE = 11;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final HandlerFixture FIXTURE = new HandlerFixture();

  static {
    // The first requests load classes.
    for (int i = 0; i < 3; i++) {
      cost(new byte[] {4, 0, 50, 0, 50, 8, 20, 40, 20, 60, 15, 0});
    }
  }

  private CostFuzzer() {}

  /** Called by Jazzer with each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Duration cost = leastCost(input);
    Jazzer.maximize(cost.toMillis(), 0, BUDGET.toMillis() * INSTRUMENTED);
    if (cost.compareTo(BUDGET.multipliedBy(INSTRUMENTED)) > 0) {
      throw new AssertionError("expected at most " + BUDGET + " of a processor but got " + cost);
    }
  }

  /** Repeats an expensive request, because a collection or other programs may have delayed it. */
  static Duration leastCost(byte[] input) {
    Duration cost = cost(input);
    return cost.compareTo(BUDGET) > 0 ? Collections.min(List.of(cost, cost(input))) : cost;
  }

  /** Returns the budget for a core that is as slow as this one is at present. */
  static Duration budgetHere() {
    double slowness = (double) referenceCost().toNanos() / REFERENCE.toNanos();
    return Duration.ofNanos((long) (BUDGET.toNanos() * Math.max(1, slowness)));
  }

  /** Returns the processor time of counting votes, as the search for ruled lines does. */
  private static Duration referenceCost() {
    long start = THREADS.getCurrentThreadCpuTime();
    int[] votes = new int[REFERENCE_CELLS];
    for (int i = 0, cell = 0; i < REFERENCE_VOTES; i++) {
      votes[cell]++;
      cell = (cell + REFERENCE_STEP) % REFERENCE_CELLS;
    }
    return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
  }

  /** Returns the processor time of the request that an input describes. */
  private static Duration cost(byte[] input) {
    FIXTURE.queue.predictions.clear();
    APIGatewayProxyRequestEvent request = request(input);
    long start = THREADS.getCurrentThreadCpuTime();
    APIGatewayProxyResponseEvent response = FIXTURE.handler.handleRequest(request, null);
    Duration cost = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
    if (response.getStatusCode() >= 500) {
      throw new AssertionError("expected an answer but got " + response.getBody());
    }
    return cost;
  }

  /** The first byte says what the others are: a body, or a drawing in a picture. */
  private static APIGatewayProxyRequestEvent request(byte[] input) {
    byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    return switch (input.length == 0 ? 0 : input[0] & 7) {
      case 0 ->
          HandlerFixture.predict("application/json")
              .withBody(new String(rest, StandardCharsets.UTF_8));
      case 1 ->
          HandlerFixture.predict("application/octet-stream")
              .withResource("/v2/models/{name}/infer")
              .withPathParameters(Map.of("name", "digits"))
              .withHeaders(
                  Map.of(
                      "Content-Type",
                      "application/octet-stream",
                      "Inference-Header-Content-Length",
                      Integer.toString(rest.length / 2)))
              .withBody(Base64.getEncoder().encodeToString(rest))
              .withIsBase64Encoded(true);
      case 2 -> picture("image/png", rest);
      case 3 -> picture("image/jpeg", rest);
      default -> picture("image/png", drawing(rest));
    };
  }

  private static APIGatewayProxyRequestEvent picture(String type, byte[] body) {
    return HandlerFixture.predict(type)
        .withBody(Base64.getEncoder().encodeToString(body))
        .withIsBase64Encoded(true);
  }

  /** Draws rectangles, each repeated at equal distances: combs, grids, rings and specks. */
  private static byte[] drawing(byte[] input) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    var pixels = image.getRaster();
    int[] row = new int[SIDE];
    for (int y = 0; y < SIDE; y++) {
      Arrays.fill(row, 255);
      pixels.setSamples(0, y, SIDE, 1, 0, row);
    }
    ByteBuffer in = ByteBuffer.wrap(input);
    while (in.remaining() >= RECTANGLE) {
      int x = in.getShort() & 0xffff;
      int y = in.getShort() & 0xffff;
      int width = in.get() & 0xff;
      int height = in.get() & 0xff;
      int acrossEach = in.get() & 0xff;
      int across = in.get() & 0xff;
      int downEach = in.get() & 0xff;
      int down = in.get() & 0xff;
      int ink = in.get() & 0xff;
      for (int i = 0; i <= Math.min(across, 100); i++) {
        for (int j = 0; j <= Math.min(down, 100); j++) {
          fill(
              image,
              x % SIDE + i * acrossEach,
              y % SIDE + j * downEach,
              width * 4 / 3,
              height * 4 / 3,
              ink);
        }
      }
    }
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      return png.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(BufferedImage image, int left, int top, int width, int height, int ink) {
    var pixels = image.getRaster();
    for (int y = top; y < Math.min(SIDE, top + height + 1); y++) {
      for (int x = left; x < Math.min(SIDE, left + width + 1); x++) {
        pixels.setSample(x, y, 0, ink);
      }
    }
  }
}
