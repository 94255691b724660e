package dev.cirrus.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.function.Supplier;

/** Forwards TCP connections to a service, each through a filter of its own. */
final class TcpProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final URI service;
  private final Supplier<Filter> filters;
  private final ServerSocket listener;

  /** Decides what happens to the bytes of a connection. */
  interface Filter {
    /**
     * Forwards bytes from the client to the service.
     *
     * @return false to close the connection
     */
    boolean forwardRequest(byte[] bytes, int count, OutputStream service, OutputStream client)
        throws IOException, InterruptedException;

    /**
     * Forwards bytes from the service to the client.
     *
     * @return false to close the connection
     */
    boolean forwardResponse(byte[] bytes, int count, OutputStream client) throws IOException;
  }

  TcpProxy(URI service, Supplier<Filter> filters) throws IOException {
    this.service = service;
    this.filters = filters;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Filter filter = filters.get();
        Thread.ofVirtual().start(() -> connect(client, filter));
      }
    } catch (IOException closed) {
      // No more connections are accepted.
    }
  }

  private void connect(Socket client, Filter filter) {
    try (client;
        Socket server = new Socket(service.getHost(), service.getPort())) {
      Thread.ofVirtual().start(() -> forwardResponses(server, client, filter));
      forwardRequests(client, server, filter);
    } catch (IOException | InterruptedException closed) {
      // The client sees that the connection is closed.
    }
  }

  private static void forwardRequests(Socket client, Socket server, Filter filter)
      throws IOException, InterruptedException {
    byte[] bytes = new byte[BUFFER_BYTES];
    InputStream in = client.getInputStream();
    int count = in.read(bytes);
    while (count >= 0
        && filter.forwardRequest(
            bytes, count, server.getOutputStream(), client.getOutputStream())) {
      count = in.read(bytes);
    }
  }

  private static void forwardResponses(Socket server, Socket client, Filter filter) {
    byte[] bytes = new byte[BUFFER_BYTES];
    try (server;
        client) {
      InputStream in = server.getInputStream();
      int count = in.read(bytes);
      while (count >= 0 && filter.forwardResponse(bytes, count, client.getOutputStream())) {
        count = in.read(bytes);
      }
    } catch (IOException closed) {
      // Both ends see that the connection is closed.
    }
  }
}
