package dev.cirrus.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Leads to a service, and lets the last two bytes of whatever is sent come late. An answer that
 * comes before them is lost, as it is to a writer on whom the service closed the connection.
 */
final class HesitantWire implements AutoCloseable {
  private static final int LATE_MILLIS = 300;

  private final ServerSocket entrance;
  private final URI service;
  private final AtomicInteger connections = new AtomicInteger();

  HesitantWire(URI service) throws IOException {
    this.service = service;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket caller = entrance.accept();
        connections.incrementAndGet();
        Socket server = new Socket(service.getHost(), service.getPort());
        AtomicBoolean late = new AtomicBoolean();
        Thread.ofVirtual().start(() -> ask(caller, server, late));
        Thread.ofVirtual().start(() -> answer(server, caller, late));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void ask(Socket caller, Socket server, AtomicBoolean late) {
    byte[] bytes = new byte[1 << 16];
    try (caller;
        server) {
      InputStream in = caller.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        int now = Math.max(0, n - 2);
        late.set(true);
        out.write(bytes, 0, now);
        Thread.sleep(LATE_MILLIS);
        late.set(false);
        out.write(bytes, now, n - now);
      }
    } catch (IOException | InterruptedException gone) {
      // Whoever is at the other end sees the connection closed.
    }
  }

  private static void answer(Socket server, Socket caller, AtomicBoolean late) {
    byte[] bytes = new byte[1 << 16];
    try (server;
        caller) {
      InputStream in = server.getInputStream();
      OutputStream out = caller.getOutputStream();
      for (int n = in.read(bytes); n >= 0 && !late.get(); n = in.read(bytes)) {
        out.write(bytes, 0, n);
      }
    } catch (IOException gone) {
      // Whoever is at the other end sees the connection closed.
    }
  }
}
