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

/** Downloads that fail. */
final class MnistDownloaderTest {
  private static final PrintStream NO_OUTPUT = new PrintStream(PrintStream.nullOutputStream());

  @TempDir Path cache;

  @Test
  void aFileOtherThanThePublishedOneIsRejectedAndNotKept() throws IOException {
    String message = errorFor(200, TinyData.gzip("something else"));
    assertTrue(
        message.contains(
            "is not the published file: expected its unpacked content to have the MD5 "),
        message);
    assertTrue(Files.notExists(cache.resolve("mnist")));
  }

  @Test
  void aMissingFileIsReportedWithTheNextStep() throws IOException {
    String message = errorFor(404, new byte[0]);
    assertTrue(
        message.endsWith(
            " could not be downloaded (status 404). Pass a folder with mnist/: ./cirrus train"
                + " --data DIR, or ./cirrus up --training-data DIR."),
        message);
  }

  @Test
  void aFailedConnectionIsReportedWithTheNextStep() {
    // Nothing listens on port 1.
    URI nowhere = URI.create("http://127.0.0.1:1/mnist/");
    String message = BadDataMessage.of(() -> MnistDownloader.download(nowhere, cache, NO_OUTPUT));
    assertTrue(
        message.endsWith(
            " could not be downloaded (no connection). Pass a folder with mnist/: ./cirrus train"
                + " --data DIR, or ./cirrus up --training-data DIR."),
        message);
  }

  @Test
  void aFileInTheCacheIsNotDownloadedAgain() throws IOException {
    for (String name : Datasets.MNIST.keySet()) {
      Files.createDirectories(cache.resolve("mnist"));
      Files.writeString(cache.resolve("mnist").resolve(name), "here", StandardCharsets.UTF_8);
    }
    assertEquals(
        cache.toString(),
        MnistDownloader.download(URI.create("http://127.0.0.1:1/"), cache, NO_OUTPUT));
  }

  private String errorFor(int status, byte[] body) throws IOException {
    HttpServer server = server(status, body);
    try {
      return BadDataMessage.of(() -> MnistDownloader.download(address(server), cache, NO_OUTPUT));
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
