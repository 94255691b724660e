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

/** Fetches MNIST from its public home, once: later runs find it in the user's cache. */
public final class MnistDownloader {
  private static final String ADDRESS = "https://ossci-datasets.s3.amazonaws.com/mnist/";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private MnistDownloader() {}

  /** The folder to pass as {@code --data}. */
  public static String fetch(PrintStream out) {
    return fetch(
        URI.create(ADDRESS), Path.of(System.getProperty("user.home"), ".cache/cirrus"), out);
  }

  public static String fetch(URI address, Path cache, PrintStream out) {
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
      out.println("fetching " + address.resolve(name));
      try {
        HttpResponse<byte[]> answer =
            client.send(
                HttpRequest.newBuilder(address.resolve(name)).timeout(LIMIT).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
          throw new IOException("it answers " + answer.statusCode());
        }
        Datasets.check(name, answer.body(), Datasets.MNIST);
        store.write("mnist/" + name, answer.body());
      } catch (IOException e) {
        throw new BadDataException(
            address.resolve(name)
                + " cannot be fetched ("
                + reason(e)
                + "): pass a folder with mnist/ by --data.",
            e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BadDataException("Interrupted while fetching " + name + ".", e);
      }
    }
    return cache.toString();
  }

  /** Where there is no network, Java throws exceptions without a message. */
  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? "no connection" : message;
  }
}
