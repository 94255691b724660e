package dev.cirrus.localaws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Runs S3Proxy, ElasticMQ and DynamoDB Local, each on a free port of the loopback interface, with
 * their state in one folder. Acknowledged writes survive a restart and a kill of the process. The
 * services accept only the credentials that are generated at each start.
 *
 * <p>A JVM can run only one instance at a time, because ElasticMQ has one database.
 */
public final class LocalAws implements AwsEnvironment, AutoCloseable {
  private final AwsCredentials credentials;
  private final LocalS3 s3;
  private final LocalSqs sqs;
  private final LocalDynamoDb dynamoDb;

  private LocalAws(AwsCredentials credentials, LocalS3 s3, LocalSqs sqs, LocalDynamoDb dynamoDb) {
    this.credentials = credentials;
    this.s3 = s3;
    this.sqs = sqs;
    this.dynamoDb = dynamoDb;
  }

  /** Starts all three services in parallel and returns when all accept requests. */
  public static LocalAws start(Path data) {
    return start(data, reason -> System.err.println("cirrus: " + reason));
  }

  /**
   * Starts all three services in parallel and returns when all accept requests.
   *
   * @param onFailure receives the reason if a service has ended and is not restarted
   */
  public static LocalAws start(Path data, Consumer<String> onFailure) {
    AwsCredentials credentials = AwsBasicCredentials.create(random(10), random(20));
    String accessKey = credentials.accessKeyId();
    CompletableFuture<LocalDynamoDb> dynamoDb =
        runAsync(() -> LocalDynamoDb.start(folder(data, "tables"), accessKey, onFailure));
    CompletableFuture<LocalSqs> sqs =
        runAsync(() -> LocalSqs.start(folder(data, "queues"), accessKey));
    CompletableFuture<LocalS3> s3 =
        runAsync(() -> LocalS3.start(folder(data, "objects"), credentials));
    try {
      return new LocalAws(credentials, s3.join(), sqs.join(), dynamoDb.join());
    } catch (CompletionException e) {
      Stream.of(s3, sqs, dynamoDb)
          .forEach(server -> server.thenAccept(LocalAws::stop).exceptionally(gone -> null).join());
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public URI endpoint(AwsService service) {
    return switch (service) {
      case S3 -> s3.endpoint();
      case SQS -> sqs.endpoint();
      case DYNAMODB -> dynamoDb.endpoint();
    };
  }

  /** Returns the address of a service for other programs, such as the AWS CLI. */
  public URI publicEndpoint(AwsService service) {
    return service == AwsService.SQS ? sqs.publicEndpoint() : endpoint(service);
  }

  @Override
  public AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(credentials);
  }

  @Override
  public void close() {
    Stream.of(s3, sqs, dynamoDb)
        .map(server -> runAsync(() -> stop(server)))
        .toList()
        .forEach(CompletableFuture::join);
  }

  /** DynamoDB Local requires access keys of upper-case letters and digits. */
  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().withUpperCase().formatHex(random);
  }

  private static LocalService stop(LocalService server) {
    try {
      server.stop();
      return server;
    } catch (Exception e) {
      throw new IllegalStateException("failed to stop a local service", e);
    }
  }

  private static <T> CompletableFuture<T> runAsync(Supplier<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    // Not a pooled thread, because starting a service blocks for seconds.
    Thread.ofPlatform()
        .name("local-aws")
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
      throw new UncheckedIOException(
          "failed to create the folder of a local service in " + data, e);
    }
  }
}
