package dev.cirrus.testsupport;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Forwards connections to a service and causes the faults that a test asks for. */
public final class FaultyProxy implements AutoCloseable {
  private static final int DELAYED_BYTES = 2;
  private static final int DELAY_MILLIS = 300;

  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicBoolean loseNextResponse = new AtomicBoolean();
  private volatile boolean delaysLastBytes;
  private final TcpProxy proxy;

  public FaultyProxy(URI service) throws IOException {
    proxy = new TcpProxy(service, this::connected);
  }

  /** Returns the address that clients connect to. */
  public URI endpoint() {
    return proxy.endpoint();
  }

  /** Returns the number of connections that were opened so far. */
  public int connections() {
    return connections.get();
  }

  /** Drops the next response and its connection after the service has handled the request. */
  public void loseNextResponse() {
    loseNextResponse.set(true);
  }

  /**
   * Delays the last bytes of everything that is sent to the service. A response that arrives before
   * them is dropped with its connection, as for a client that is still writing when the service
   * closes the connection.
   */
  public void delayLastBytes() {
    delaysLastBytes = true;
  }

  @Override
  public void close() throws IOException {
    proxy.close();
  }

  private TcpProxy.Filter connected() {
    connections.incrementAndGet();
    return new Faults();
  }

  private final class Faults implements TcpProxy.Filter {
    private final AtomicBoolean incomplete = new AtomicBoolean();

    @Override
    public boolean forwardRequest(
        byte[] bytes, int count, OutputStream service, OutputStream client)
        throws IOException, InterruptedException {
      int first = delaysLastBytes ? Math.max(0, count - DELAYED_BYTES) : count;
      incomplete.set(first < count);
      service.write(bytes, 0, first);
      if (first < count) {
        Thread.sleep(DELAY_MILLIS);
        incomplete.set(false);
        service.write(bytes, first, count - first);
      }
      return true;
    }

    @Override
    public boolean forwardResponse(byte[] bytes, int count, OutputStream client)
        throws IOException {
      if (incomplete.get() || loseNextResponse.getAndSet(false)) {
        return false;
      }
      client.write(bytes, 0, count);
      return true;
    }
  }
}
