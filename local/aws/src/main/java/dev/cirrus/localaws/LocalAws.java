package dev.cirrus.localaws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * S3Proxy, ElasticMQ and DynamoDB Local, each on a free port of the loopback interface, with all
 * their state in one folder. What was written before the last close, or before the process was
 * killed, is there after the next start. There is one at a time in a JVM: ElasticMQ has one
 * database.
 */
public final class LocalAws implements AwsEnvironment, AutoCloseable {
  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("cirrus", "cirrus"));

  private final LocalS3 objects;
  private final LocalSqs queues;
  private final LocalDynamoDb tables;

  private LocalAws(LocalS3 objects, LocalSqs queues, LocalDynamoDb tables) {
    this.objects = objects;
    this.queues = queues;
    this.tables = tables;
  }

  /** Starts all three side by side and returns when all answer. */
  public static LocalAws start(Path data) {
    CompletableFuture<LocalDynamoDb> tables =
        begin(() -> LocalDynamoDb.start(folder(data, "tables")));
    CompletableFuture<LocalSqs> queues = begin(() -> LocalSqs.start(folder(data, "queues")));
    CompletableFuture<LocalS3> objects = begin(() -> LocalS3.start(folder(data, "objects")));
    try {
      return new LocalAws(objects.join(), queues.join(), tables.join());
    } catch (CompletionException e) {
      Stream.of(objects, queues, tables)
          .forEach(server -> server.thenAccept(LocalAws::stop).exceptionally(gone -> null).join());
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public URI endpoint(AwsService service) {
    return switch (service) {
      case S3 -> objects.endpoint();
      case SQS -> queues.endpoint();
      case DYNAMODB -> tables.endpoint();
    };
  }

  @Override
  public AwsCredentialsProvider credentials() {
    return CREDENTIALS;
  }

  @Override
  public void close() {
    Stream.of(objects, queues, tables)
        .map(server -> begin(() -> stop(server)))
        .toList()
        .forEach(CompletableFuture::join);
  }

  private static LocalService stop(LocalService server) {
    try {
      server.stop();
      return server;
    } catch (Exception e) {
      throw new IllegalStateException("a local service does not stop", e);
    }
  }

  private static <T> CompletableFuture<T> begin(Supplier<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    // Not a daemon, nor of a pool: starting takes seconds and blocks.
    Thread.ofPlatform()
        .name("cloud")
        .start(() -> {
          try {
            future.complete(work.get());
          } catch (Throwable e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  private static Path folder(Path data, String name) {
    try {
      return Files.createDirectories(data.toAbsolutePath().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep state in " + data, e);
    }
  }
}
