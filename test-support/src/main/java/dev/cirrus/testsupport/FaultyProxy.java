package dev.cirrus.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Forwards TCP connections to a service and behaves like an unreliable network on request. */
public final class FaultyProxy implements AutoCloseable {
  private static final int DELAYED_BYTES = 2;
  private static final int DELAY_MILLIS = 300;

  private final ServerSocket listener;
  private final URI service;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicBoolean loseNextResponse = new AtomicBoolean();
  private volatile boolean delaysLastBytes;

  public FaultyProxy(URI service) throws IOException {
    this.service = service;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** The address that clients connect to. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** How many connections were opened so far. */
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
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        connections.incrementAndGet();
        Socket server = new Socket(service.getHost(), service.getPort());
        AtomicBoolean incomplete = new AtomicBoolean();
        Thread.ofVirtual().start(() -> forwardRequests(client, server, incomplete));
        Thread.ofVirtual().start(() -> forwardResponses(server, client, incomplete));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void forwardRequests(Socket client, Socket server, AtomicBoolean incomplete) {
    byte[] bytes = new byte[1 << 16];
    try (client;
        server) {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        int first = delaysLastBytes ? Math.max(0, n - DELAYED_BYTES) : n;
        incomplete.set(first < n);
        out.write(bytes, 0, first);
        if (first < n) {
          Thread.sleep(DELAY_MILLIS);
          incomplete.set(false);
          out.write(bytes, first, n - first);
        }
      }
    } catch (IOException | InterruptedException closed) {
      // The other end sees that the connection is closed.
    }
  }

  private void forwardResponses(Socket server, Socket client, AtomicBoolean incomplete) {
    byte[] bytes = new byte[1 << 16];
    try (server;
        client) {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (incomplete.get() || loseNextResponse.getAndSet(false)) {
          return;
        }
        out.write(bytes, 0, n);
      }
    } catch (IOException closed) {
      // The other end sees that the connection is closed.
    }
  }
}
