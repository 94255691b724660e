package dev.cirrus.training.data;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Downloads MNIST into the user's cache, unless it is there already. */
public final class MnistDownloader {
  private static final String ADDRESS = "https://ossci-datasets.s3.amazonaws.com/mnist/";
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private MnistDownloader() {}

  /** Returns the folder with MNIST, as {@code --data} takes it. */
  public static String download(PrintStream out) {
    return download(
        URI.create(ADDRESS), Path.of(System.getProperty("user.home"), ".cache/cirrus"), out);
  }

  static String download(URI address, Path cache, PrintStream out) {
    FileStore store =
        new FileStore(new org.apache.hadoop.conf.Configuration(false), cache.toString());
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    for (String name : Datasets.MNIST.keySet()) {
      if (Files.exists(cache.resolve("mnist").resolve(name))) {
        continue;
      }
      out.println("downloading " + address.resolve(name));
      try {
        HttpResponse<byte[]> response =
            client.send(
                HttpRequest.newBuilder(address.resolve(name)).timeout(TIMEOUT).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
          throw new IOException("status " + response.statusCode());
        }
        Datasets.check(name, response.body(), Datasets.MNIST);
        store.write("mnist/" + name, response.body());
      } catch (IOException e) {
        throw new BadDataException(
            address.resolve(name)
                + " could not be downloaded ("
                + reason(e)
                + "). Pass a folder with mnist/: ./cirrus train --data DIR, or ./cirrus up"
                + " --training-data DIR.",
            e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BadDataException("Interrupted while downloading " + name + ".", e);
      }
    }
    return cache.toString();
  }

  /** Without a network, Java throws exceptions without a message. */
  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? "no connection" : message;
  }
}
