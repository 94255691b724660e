package dev.cirrus.localaws;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs DynamoDB Local as a child process, which ends together with this process even if that is
 * killed. If the child ends on its own, it is restarted on the same port.
 */
final class LocalDynamoDb implements LocalService {
  /** A process that ends sooner than this is not restarted. */
  private static final Duration MIN_UPTIME = Duration.ofSeconds(10);

  /** The last tier of the JIT compiler: 4 is C2. Tests set 1, because theirs run for seconds. */
  private static final int LAST_TIER = Integer.getInteger("cirrus.dynamodb.tier", 4);

  private final Path folder;
  private final String accessKey;
  private final Consumer<String> onFailure;
  private Process process;
  private final int port;
  private long startedAt;
  private boolean stopped;

  private LocalDynamoDb(Path folder, String accessKey, Consumer<String> onFailure)
      throws IOException {
    this.folder = folder;
    this.accessKey = accessKey;
    this.onFailure = onFailure;
    this.process = launch(0);
    this.port = readPort(process);
    watch(process);
  }

  /**
   * Starts the process and returns when it accepts requests.
   *
   * @param onFailure receives the reason if the process has ended and is not restarted
   */
  static LocalDynamoDb start(Path folder, String accessKey, Consumer<String> onFailure) {
    try {
      return new LocalDynamoDb(folder, accessKey, onFailure);
    } catch (IOException e) {
      throw new UncheckedIOException("failed to start DynamoDB Local", e);
    }
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void stop() throws Exception {
    Process last;
    synchronized (this) {
      stopped = true;
      last = process;
    }
    last.outputWriter().close();
    if (!last.waitFor(5, TimeUnit.SECONDS)) {
      last.destroyForcibly().waitFor();
    }
  }

  private Process launch(int wantedPort) throws IOException {
    startedAt = System.nanoTime();
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // C2 saves a third of this process's time under load, but costs a second at the
                // start unless it waits for methods that are called ten times as often as usual.
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:TieredStopAtLevel=" + LAST_TIER,
                "-XX:+UseSerialGC",
                // Recording predictions fills only the young generation. Concurrent exports of
                // many digits need the rest.
                "-Xmx192m",
                "-Xmn48m",
                // Avoids a collection of the whole heap at the start.
                "-XX:MetaspaceSize=64m",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                ownClasses() + File.pathSeparator + classpath(),
                DynamoDbMain.class.getName(),
                folder.toString(),
                Integer.toString(wantedPort))
            .redirectError(errors().toFile())
            .start();
    started.outputWriter().write(accessKey + "\n");
    started.outputWriter().flush();
    return started;
  }

  private int readPort(Process started) throws IOException {
    String line = started.inputReader().readLine();
    if (line == null) {
      throw new IOException("DynamoDB Local ended before it listened: see " + errors());
    }
    return Integer.parseInt(line);
  }

  private void watch(Process started) {
    var _ = started.onExit().thenAcceptAsync(this::restart);
  }

  private synchronized void restart(Process ended) {
    if (stopped) {
      return;
    }
    String reason =
        "DynamoDB Local ended with status %d: see %s".formatted(ended.exitValue(), errors());
    if (System.nanoTime() - startedAt < MIN_UPTIME.toNanos()) {
      onFailure.accept(reason);
      return;
    }
    System.err.println(reason + ". Restarting it.");
    try {
      process = launch(port);
      readPort(process);
      watch(process);
    } catch (IOException e) {
      onFailure.accept(reason + ", and failed to restart: " + e.getMessage());
    }
  }

  private Path errors() {
    return folder.resolve("errors.log");
  }

  /** The class path of DynamoDB Local in the local Maven repository, written by the build. */
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

  private static Path ownClasses() {
    return Path.of(
        URI.create(
            LocalDynamoDb.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
