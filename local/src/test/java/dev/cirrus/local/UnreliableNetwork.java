package dev.cirrus.local;

import dev.cirrus.local.LocalSystem.Environment;
import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.AwsService;
import dev.cirrus.testsupport.UnreliableProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Local AWS services whose requests fail at random. */
final class UnreliableNetwork implements AwsEnvironment {
  private static final double RATE = 0.05;

  private final AwsEnvironment services;
  private final Map<AwsService, UnreliableProxy> proxies = new EnumMap<>(AwsService.class);

  private UnreliableNetwork(AwsEnvironment services, Random random) {
    this.services = services;
    try {
      for (AwsService service : AwsService.values()) {
        proxies.put(service, new UnreliableProxy(services.endpoint(service), random, RATE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs Cirrus as {@code ./cirrus up} does, with a clock that jumps every second, and prints every
   * second how often requests failed.
   */
  public static void main(String[] arguments) throws Exception {
    Random random = new Random(Long.parseLong(arguments[1]));
    LocalOptions options =
        new LocalOptions(
            Path.of("..").toRealPath(), "127.0.0.1", 0, Path.of(arguments[0]), 0, "", 0, "");
    JumpingClock clock = new JumpingClock(random);
    UnreliableNetwork[] network = new UnreliableNetwork[1];
    LocalSystem system =
        LocalSystem.start(
            options,
            new Environment(
                List.of("false"),
                Duration.ofHours(1),
                services -> network[0] = new UnreliableNetwork(services, random),
                clock));
    System.out.println(system.address());
    while (true) {
      Thread.sleep(1_000);
      clock.jump();
      System.out.println(Objects.requireNonNull(network[0]).faults());
    }
  }

  @Override
  public URI endpoint(AwsService service) {
    return Objects.requireNonNull(proxies.get(service)).endpoint();
  }

  @Override
  public AwsCredentialsProvider credentials() {
    return services.credentials();
  }

  private int faults() {
    return proxies.values().stream()
        .flatMap(proxy -> proxy.faults().values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }
}
