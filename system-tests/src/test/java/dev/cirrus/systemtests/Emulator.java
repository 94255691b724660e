package dev.cirrus.systemtests;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An AWS emulator that runs functions in containers; it listens only on Docker's own network. */
final class Emulator implements AutoCloseable {
  private final BackgroundProcess process;
  private final URI endpoint;

  private Emulator(BackgroundProcess process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static Emulator start() throws IOException, InterruptedException {
    String tool = Tool.EMULATOR.path();
    // Reachable from the containers of the functions, but not from other machines.
    String host = bridge();
    int port = Repository.freePort();
    URI endpoint = URI.create("http://" + host + ":" + port);
    BackgroundProcess process =
        Command.in(Repository.ROOT, tool)
            .with(
                Map.of(
                    "BIND_HOST", host,
                    "GATEWAY_PORT", String.valueOf(port),
                    "AWS_ENDPOINT_URL", endpoint.toString(),
                    "LAMBDA_EXECUTOR", "docker",
                    // Otherwise it answers with a mock if it cannot run a function.
                    "LAMBDA_STRICT", "1",
                    "IOT_MTLS_ENABLED", "0",
                    "SFTP_ENABLED", "0"))
            .start();
    Emulator emulator = new Emulator(process, endpoint);
    process.await(endpoint.resolve("/_ministack/health"));
    return emulator;
  }

  URI endpoint() {
    return endpoint;
  }

  String log() throws IOException {
    return process.log();
  }

  /** The environment that makes the AWS tools use the emulator. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>(Tool.ENVIRONMENT);
    environment.put("AWS_ENDPOINT_URL", endpoint.toString());
    return environment;
  }

  private static String bridge() throws IOException {
    NetworkInterface bridge = NetworkInterface.getByName("docker0");
    List<InetAddress> addresses = bridge == null ? List.of() : bridge.inetAddresses().toList();
    return addresses.stream()
        .filter(Inet4Address.class::isInstance)
        .findFirst()
        .map(InetAddress::getHostAddress)
        // Where docker runs in a machine of its own, it reaches this one's loopback.
        .orElse("127.0.0.1");
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
