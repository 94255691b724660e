package dev.cirrus.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Fills the disk of the queues while they are used. */
final class LocalSqsTest {
  private static final String ACCESS_KEY = "ABCDEF0123456789";
  private static final String QUEUE = "predictions";
  private static final int DISK_MEGABYTES = 8;

  /** Several times what fits into the space that H2 has left in its file. */
  private static final int MAX_SENT = 1_000;

  /** Far more than needed, for a busy machine. */
  private static final int MAX_ATTEMPTS = 100;

  /** A message that takes longer counts as not acknowledged, whatever becomes of it. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final Set<String> acknowledged = new HashSet<>();
  private int sent;

  @Test
  void aQueueRecoversFromAFullDiskWithoutLosingAcknowledgedMessages(@TempDir Path disk)
      throws Exception {
    onSmallDisk(
        disk,
        (folder, filler) -> {
          LocalSqs server = LocalSqs.start(folder, ACCESS_KEY);
          try (SqsClient sqs = client(server.endpoint())) {
            String queue = createQueue(sqs);
            for (int round = 0; round < 2; round++) {
              fill(filler);
              sendUntil(false, sqs, queue, MAX_SENT);
              Files.delete(filler);
              sendUntil(true, sqs, queue, MAX_ATTEMPTS);
            }
          } finally {
            server.stop();
          }
          assertAcknowledgedAreStored(folder);
        });
  }

  @Test
  void aQueueThatWaitsForSpaceStopsWithoutLosingAcknowledgedMessages(@TempDir Path disk)
      throws Exception {
    onSmallDisk(
        disk,
        (folder, filler) -> {
          LocalSqs server = LocalSqs.start(folder, ACCESS_KEY);
          try (SqsClient sqs = client(server.endpoint())) {
            String queue = createQueue(sqs);
            fill(filler);
            sendUntil(false, sqs, queue, MAX_SENT);
          } finally {
            server.stop();
          }
          Files.delete(filler);
          assertAcknowledgedAreStored(folder);
        });
  }

  private interface DiskTest {
    void run(Path folder, Path filler) throws Exception;
  }

  /** Runs a test with a folder and a file on a small file system of their own. */
  private static void onSmallDisk(Path disk, DiskTest test) throws Exception {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m", "cirrus-test", disk),
        "only root may mount a small file system");
    try {
      test.run(Files.createDirectory(disk.resolve("queues")), disk.resolve("filler"));
    } finally {
      assertTrue(run("umount", disk), "failed to unmount " + disk);
    }
  }

  private void sendUntil(boolean success, SqsClient sqs, String queue, int attempts) {
    for (int i = 0; i < attempts; i++) {
      if (send(sqs, queue) == success) {
        return;
      }
    }
    throw new AssertionError(
        "expected a message to be " + (success ? "stored" : "refused") + " but got none");
  }

  /** Sends a message and returns whether it was acknowledged. */
  private boolean send(SqsClient sqs, String queue) {
    String message = sent++ + "x".repeat(2_000);
    try {
      sqs.sendMessage(send -> send.queueUrl(queue).messageBody(message));
      acknowledged.add(message);
      return true;
    } catch (SdkException e) {
      return false;
    }
  }

  private void assertAcknowledgedAreStored(Path folder) throws Exception {
    LocalSqs server = LocalSqs.start(folder, ACCESS_KEY);
    try (SqsClient sqs = client(server.endpoint())) {
      Set<String> missing = new HashSet<>(acknowledged);
      for (Message message : receiveAll(sqs, createQueue(sqs))) {
        missing.remove(message.body());
      }
      assertEquals(Set.of(), missing);
    } finally {
      server.stop();
    }
  }

  private static List<Message> receiveAll(SqsClient sqs, String queue) {
    List<Message> all = new ArrayList<>();
    while (true) {
      List<Message> messages =
          sqs.receiveMessage(receive -> receive.queueUrl(queue).maxNumberOfMessages(10)).messages();
      if (messages.isEmpty()) {
        return all;
      }
      all.addAll(messages);
    }
  }

  private static String createQueue(SqsClient sqs) {
    // The first call loads many classes.
    return sqs.createQueue(create ->
            create
                .queueName(QUEUE)
                .overrideConfiguration(override -> override.apiCallTimeout(Duration.ofMinutes(5))))
        .queueUrl();
  }

  private static SqsClient client(URI endpoint) {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, "secret")))
        .overrideConfiguration(override ->
            override
                .retryStrategy(StandardRetryStrategy.builder().maxAttempts(1).build())
                .apiCallTimeout(TIMEOUT))
        .build();
  }

  /** Fills the file system to the last byte. */
  private static void fill(Path file) {
    byte[] block = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // Nothing more fits.
    }
  }

  private static boolean run(Object... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (Object word : command) {
      words.add(word.toString());
    }
    return new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
