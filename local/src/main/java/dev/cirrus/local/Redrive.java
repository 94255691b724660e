package dev.cirrus.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The entry point of {@code ./cirrus redrive --data DIR}: moves the predictions in the dead-letter
 * queue of a running local system back to its queue.
 */
final class Redrive {
  private Redrive() {}

  public static void main(String[] arguments) {
    Path data = Path.of(arguments[0]);
    try (SqsClient sqs = connect(data)) {
      int moved = move(sqs, url(sqs, "DeadLetterQueue"), url(sqs, "PredictionQueue"));
      System.out.println("moved " + moved + " predictions back to the queue");
    } catch (SdkClientException | IllegalStateException e) {
      System.err.printf(
          "cirrus: failed to reach the queues of %s (%s): start Cirrus with ./cirrus up --data %s"
              + " first%n",
          data, e.getMessage(), data);
      System.exit(1);
    }
  }

  /** Connects to the local system that runs with this data folder. */
  static SqsClient connect(Path data) {
    Path file = data.resolve(LocalSystem.AWS_CONFIG);
    if (!file.toFile().exists()) {
      throw new IllegalStateException("there is no " + file);
    }
    ProfileFile config =
        ProfileFile.builder().content(file).type(ProfileFile.Type.CONFIGURATION).build();
    Profile services = config.getSection("services", LocalSystem.AWS_SERVICES).orElseThrow();
    return SqsClient.builder()
        .endpointOverride(URI.create(services.property("sqs.endpoint_url").orElseThrow()))
        .region(Region.of(config.profile("default").orElseThrow().property("region").orElseThrow()))
        .credentialsProvider(ProfileCredentialsProvider.builder().profileFile(config).build())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** Sends each message before it deletes it; a prediction that is sent twice is recorded once. */
  static int move(SqsClient sqs, String from, String to) {
    int moved = 0;
    while (true) {
      List<Message> messages =
          sqs.receiveMessage(
                  receive -> receive.queueUrl(from).maxNumberOfMessages(10).waitTimeSeconds(1))
              .messages();
      if (messages.isEmpty()) {
        return moved;
      }
      for (Message message : messages) {
        sqs.sendMessage(send -> send.queueUrl(to).messageBody(message.body()));
        sqs.deleteMessage(delete -> delete.queueUrl(from).receiptHandle(message.receiptHandle()));
        moved++;
      }
    }
  }

  private static String url(SqsClient sqs, String queue) {
    return sqs.getQueueUrl(get -> get.queueName(queue)).queueUrl();
  }
}
