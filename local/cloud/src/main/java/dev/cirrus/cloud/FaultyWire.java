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

/** Leads to a service as a bad network does; for tests. */
public final class FaultyWire implements AutoCloseable {
  private static final int LATE_BYTES = 2;
  private static final int LATE_MILLIS = 300;

  private final ServerSocket entrance;
  private final URI service;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean slow;
  private final AtomicBoolean losing = new AtomicBoolean();

  public FaultyWire(URI service) throws IOException {
    this.service = service;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
  }

  public int connections() {
    return connections.get();
  }

  /** The service does its work, but its next answer is lost, and the connection with it. */
  public void loseNextAnswer() {
    losing.set(true);
  }

  /**
   * Lets the last bytes of whatever is sent come late. An answer that comes before them is lost, as
   * it is to a writer on whom the service closed the connection.
   */
  public void hesitate() {
    slow = true;
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

  private void ask(Socket caller, Socket server, AtomicBoolean late) {
    byte[] bytes = new byte[1 << 16];
    try (caller;
        server) {
      InputStream in = caller.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        int now = slow ? Math.max(0, n - LATE_BYTES) : n;
        late.set(now < n);
        out.write(bytes, 0, now);
        if (now < n) {
          Thread.sleep(LATE_MILLIS);
          late.set(false);
          out.write(bytes, now, n - now);
        }
      }
    } catch (IOException | InterruptedException gone) {
      // Whoever is at the other end sees the connection closed.
    }
  }

  private void answer(Socket server, Socket caller, AtomicBoolean late) {
    byte[] bytes = new byte[1 << 16];
    try (server;
        caller) {
      InputStream in = server.getInputStream();
      OutputStream out = caller.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (late.get() || losing.getAndSet(false)) {
          return;
        }
        out.write(bytes, 0, n);
      }
    } catch (IOException gone) {
      // Whoever is at the other end sees the connection closed.
    }
  }
}
