package dev.cirrus.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from a home that is not as it should be. */
final class MnistDownloaderTest {
  private static final PrintStream NOWHERE = new PrintStream(PrintStream.nullOutputStream());

  @TempDir Path cache;

  @Test
  void aFileThatIsNotThePublishedOneIsRefusedAndNotKept() throws IOException {
    String message = refusal(200, TinyData.gzip("something else"));
    assertTrue(message.contains("is not the published file: unpacked, its MD5 is "), message);
    assertTrue(Files.notExists(cache.resolve("mnist")));
  }

  @Test
  void aHomeThatHasMovedIsNamedWithTheNextStep() throws IOException {
    String message = refusal(404, new byte[0]);
    assertTrue(
        message.endsWith(
            " cannot be fetched (it answers 404): pass a folder with mnist/ by --data."),
        message);
  }

  @Test
  void withoutANetworkTheNextStepIsTold() {
    // Nothing listens on port 1.
    URI nowhere = URI.create("http://127.0.0.1:1/mnist/");
    String message = BadDataMessage.of(() -> MnistDownloader.fetch(nowhere, cache, NOWHERE));
    assertTrue(
        message.endsWith(
            " cannot be fetched (no connection): pass a folder with mnist/ by --data."),
        message);
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws IOException {
    for (String name : Datasets.MNIST.keySet()) {
      Files.createDirectories(cache.resolve("mnist"));
      Files.writeString(cache.resolve("mnist").resolve(name), "here", StandardCharsets.UTF_8);
    }
    assertEquals(
        cache.toString(), MnistDownloader.fetch(URI.create("http://127.0.0.1:1/"), cache, NOWHERE));
  }

  private String refusal(int status, byte[] body) throws IOException {
    HttpServer server = server(status, body);
    try {
      return BadDataMessage.of(() -> MnistDownloader.fetch(address(server), cache, NOWHERE));
    } finally {
      server.stop(0);
    }
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mnist/");
  }

  private static HttpServer server(int status, byte[] body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/mnist/",
        exchange -> {
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
