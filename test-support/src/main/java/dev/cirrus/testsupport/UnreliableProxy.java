package dev.cirrus.testsupport;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** Forwards HTTP requests to a service, and lets some of them fail at random. */
public final class UnreliableProxy implements AutoCloseable {
  private static final int MAX_DELAY_MILLIS = 1_500;

  private static final List<Fault> FAULTS = List.of(Fault.values());

  private static final byte[] THROTTLED =
      "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final RandomGenerator random;
  private final double rate;
  private final Map<Fault, Integer> faults = new ConcurrentHashMap<>();
  private final TcpProxy proxy;

  /** A fault of a request. */
  public enum Fault {
    /** It arrives late. */
    DELAYED,
    /** The connection breaks before the service receives it. */
    CUT,
    /** The service handles it, and the connection breaks before the response. */
    RESPONSE_LOST,
    /** It is answered with 503, as an overloaded service does. */
    THROTTLED
  }

  /**
   * @param random is used by several threads
   * @param rate the share of requests that fail, from 0 to 1
   */
  public UnreliableProxy(URI service, RandomGenerator random, double rate) throws IOException {
    this.random = random;
    this.rate = rate;
    this.proxy = new TcpProxy(service, RandomFaults::new);
  }

  /** Returns the address that clients connect to. */
  public URI endpoint() {
    return proxy.endpoint();
  }

  /** Returns the number of times that each fault happened. */
  public Map<Fault, Integer> faults() {
    return Map.copyOf(faults);
  }

  @Override
  public void close() throws IOException {
    proxy.close();
  }

  private final class RandomFaults implements TcpProxy.Filter {
    /** HTTP/1.1 alternates: what follows a response is the next request. */
    private final AtomicBoolean startsRequest = new AtomicBoolean(true);

    private final AtomicBoolean losesResponse = new AtomicBoolean();

    @Override
    public boolean forwardRequest(
        byte[] bytes, int count, OutputStream service, OutputStream client)
        throws IOException, InterruptedException {
      if (startsRequest.getAndSet(false) && random.nextDouble() < rate) {
        Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        faults.merge(fault, 1, Integer::sum);
        switch (fault) {
          case DELAYED -> Thread.sleep(random.nextInt(MAX_DELAY_MILLIS));
          case CUT -> {
            return false;
          }
          case RESPONSE_LOST -> losesResponse.set(true);
          case THROTTLED -> {
            client.write(THROTTLED);
            return false;
          }
        }
      }
      service.write(bytes, 0, count);
      return true;
    }

    @Override
    public boolean forwardResponse(byte[] bytes, int count, OutputStream client)
        throws IOException {
      if (losesResponse.get()) {
        return false;
      }
      startsRequest.set(true);
      client.write(bytes, 0, count);
      return true;
    }
  }
}
