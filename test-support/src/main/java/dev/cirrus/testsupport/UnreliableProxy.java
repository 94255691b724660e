package dev.cirrus.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** Forwards HTTP requests to a service, and lets some of them fail at random. */
public final class UnreliableProxy implements AutoCloseable {
  private static final int LONGEST_DELAY_MILLIS = 1_500;

  private static final List<Fault> FAULTS = List.of(Fault.values());

  private static final byte[] THROTTLED =
      "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket listener;
  private final URI service;
  private final RandomGenerator random;
  private final double rate;
  private final Map<Fault, Integer> faults = new ConcurrentHashMap<>();

  /** What happens to a request. */
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
   * @param rate the part of requests that fail, from 0 to 1
   */
  public UnreliableProxy(URI service, RandomGenerator random, double rate) throws IOException {
    this.service = service;
    this.random = random;
    this.rate = rate;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Returns the address that clients connect to. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Returns how often each fault happened. */
  public Map<Fault, Integer> faults() {
    return Map.copyOf(faults);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException closed) {
      // No more connections are accepted.
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(service.getHost(), service.getPort());
      Connection connection = new Connection(client, server);
      Thread.ofVirtual().start(connection::forwardResponses);
      connection.forwardRequests();
    } catch (IOException unreachable) {
      close(client);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // It is closed in any case.
    }
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;

    /** HTTP/1.1 alternates: what follows a response is the next request. */
    private final AtomicBoolean startsRequest = new AtomicBoolean(true);

    private final AtomicBoolean losesResponse = new AtomicBoolean();

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void forwardRequests() {
      byte[] bytes = new byte[1 << 16];
      try (client;
          server) {
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
          if (startsRequest.getAndSet(false) && random.nextDouble() < rate) {
            Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
            faults.merge(fault, 1, Integer::sum);
            switch (fault) {
              case DELAYED -> Thread.sleep(random.nextInt(LONGEST_DELAY_MILLIS));
              case CUT -> {
                return;
              }
              case RESPONSE_LOST -> losesResponse.set(true);
              case THROTTLED -> {
                client.getOutputStream().write(THROTTLED);
                return;
              }
            }
          }
          out.write(bytes, 0, n);
        }
      } catch (IOException | InterruptedException closed) {
        // The other end sees that the connection is closed.
      }
    }

    void forwardResponses() {
      byte[] bytes = new byte[1 << 16];
      try (server;
          client) {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
          if (losesResponse.get()) {
            return;
          }
          startsRequest.set(true);
          out.write(bytes, 0, n);
        }
      } catch (IOException closed) {
        // The other end sees that the connection is closed.
      }
    }
  }
}
