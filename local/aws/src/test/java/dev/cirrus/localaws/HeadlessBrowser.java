package dev.cirrus.localaws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A headless Chromium, controlled through its DevTools protocol. */
final class HeadlessBrowser implements AutoCloseable {
  private static final int MAX_SECONDS = 120;
  private static final Pattern SOCKET = Pattern.compile("\"webSocketDebuggerUrl\": *\"([^\"]+)\"");
  private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path profile;

  private HeadlessBrowser(Process process, Path profile) {
    this.process = process;
    this.profile = profile;
  }

  /** Returns the path of Chromium, or nothing if this machine has none. */
  static Optional<String> find() throws IOException, InterruptedException {
    Process finder =
        new ProcessBuilder("bash", "../../frontend/e2e/browser.sh")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String path =
        new String(finder.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return finder.waitFor() == 0 ? Optional.of(path) : Optional.empty();
  }

  /**
   * Starts the browser.
   *
   * @param profile an empty folder
   * @param host a name that the browser resolves to this machine
   */
  static HeadlessBrowser start(String chromium, Path profile, String host) throws IOException {
    Process process =
        new ProcessBuilder(
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--host-resolver-rules=MAP " + host + " 127.0.0.1",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new HeadlessBrowser(process, profile);
  }

  /** Opens an address in a new tab and returns the result of an expression there, a string. */
  String evaluate(URI address, String expression) throws Exception {
    String tab =
        http.send(
                HttpRequest.newBuilder(debugger().resolve("/json/new?" + address))
                    .PUT(BodyPublishers.noBody())
                    .build(),
                BodyHandlers.ofString())
            .body();
    Matcher socket = SOCKET.matcher(tab);
    if (!socket.find()) {
      throw new IOException("expected a tab but got " + tab);
    }
    Replies replies = new Replies();
    WebSocket devTools =
        http.newWebSocketBuilder().buildAsync(URI.create(socket.group(1)), replies).join();
    try {
      String result = "";
      while (!result.equals(address.toString())) {
        Thread.sleep(20);
        result = call(devTools, replies, "document.readyState === 'complete' ? location.href : ''");
        if (result.startsWith("chrome-error:")) {
          // Chromium drops what it loads when a network interface appears.
          call(devTools, replies, "location.replace('" + address + "'), ''");
        }
      }
      return call(devTools, replies, expression);
    } finally {
      devTools.abort();
    }
  }

  private static String call(WebSocket devTools, Replies replies, String expression)
      throws Exception {
    String escaped = expression.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    devTools
        .sendText(
            "{\"id\":1,\"method\":\"Runtime.evaluate\",\"params\":{\"awaitPromise\":true,"
                + "\"expression\":\""
                + escaped
                + "\"}}",
            true)
        .join();
    String reply = replies.complete.poll(MAX_SECONDS, TimeUnit.SECONDS);
    Matcher value = VALUE.matcher(String.valueOf(reply));
    if (!value.find()) {
      throw new IOException("expected a string but got " + reply);
    }
    return value.group(1);
  }

  /** Returns the address of the DevTools, once the browser has written it into its profile. */
  private URI debugger() throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
      if (!process.isAlive()) {
        throw new IOException("expected Chromium to start, but it ended");
      }
      Thread.sleep(20);
    }
    return URI.create("http://127.0.0.1:" + Files.readAllLines(file).getFirst());
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
    // The profile is deleted afterwards, so nobody may write into it any more.
    children.forEach(child -> child.onExit().join());
  }

  private static final class Replies implements WebSocket.Listener {
    private final BlockingQueue<String> complete = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        complete.add(text.toString());
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }
  }
}
