package dev.cirrus.localaws;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * DynamoDB on this machine: DynamoDB Local in a process of its own, which ends when this one does,
 * however that ends.
 */
final class LocalDynamoDb implements LocalService {
  private final Process process;
  private final URI endpoint;

  private LocalDynamoDb(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static LocalDynamoDb start(Path folder) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx512m",
                  "-Xshare:auto",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  own() + File.pathSeparator + classpath(),
                  DynamoDbMain.class.getName(),
                  folder.toString())
              .redirectError(folder.resolve("errors.log").toFile())
              .start();
      BufferedReader output = process.inputReader();
      String port = output.readLine();
      if (port == null) {
        throw new IllegalStateException(
            "DynamoDB does not start on this machine: see " + folder.resolve("errors.log"));
      }
      return new LocalDynamoDb(process, URI.create("http://127.0.0.1:" + port));
    } catch (IOException e) {
      throw new UncheckedIOException("DynamoDB does not start on this machine", e);
    }
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void stop() throws Exception {
    process.outputWriter().close();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Written by Maven: DynamoDB Local and what it needs, where the user's Maven has put them. */
  private static String classpath() {
    try (InputStream in = LocalDynamoDb.class.getResourceAsStream("dynamodb.classpath")) {
      return new String(
              Objects.requireNonNull(in, "dynamodb.classpath is missing: build with Maven")
                  .readAllBytes(),
              StandardCharsets.UTF_8)
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path own() {
    return Path.of(
        URI.create(
            LocalDynamoDb.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
