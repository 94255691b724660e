package dev.cirrus.predict;

import dev.cirrus.prediction.Prediction;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SQS queue from which {@code record} reads predictions. */
public final class SqsPredictionQueue implements PredictionQueue, AutoCloseable {
  /** The longest that a response waits for the queue. */
  private static final Duration MAX_WAIT = Duration.ofMillis(150);

  /** Ends a send that no response waits for any more. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);

  /** Leaves time for a second attempt. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofMillis(1_500);

  private final SqsClient sqs;
  private final String queueUrl;
  private final Duration budget;

  /** A send can't be interrupted while it waits for the network, so it runs on another thread. */
  private final ExecutorService senders;

  public SqsPredictionQueue(SqsClient sqs, String queueUrl) {
    this(sqs, queueUrl, MAX_WAIT);
  }

  /** Creates a queue for which a response waits at most this long. */
  public SqsPredictionQueue(SqsClient sqs, String queueUrl, Duration budget) {
    this(sqs, queueUrl, budget, Executors.newVirtualThreadPerTaskExecutor());
  }

  /** Creates a queue that sends on these threads, so that a simulation needs none. */
  public SqsPredictionQueue(SqsClient sqs, String queueUrl, ExecutorService senders) {
    this(sqs, queueUrl, MAX_WAIT, senders);
  }

  private SqsPredictionQueue(
      SqsClient sqs, String queueUrl, Duration budget, ExecutorService senders) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.budget = budget;
    this.senders = senders;
  }

  /** Returns a client for this endpoint, or for AWS if it is null. */
  public static SqsClient client(
      @Nullable URI endpoint, Region region, AwsCredentialsProvider credentials) {
    return client(http(), endpoint, region, credentials);
  }

  static SqsClient client(
      SdkHttpClient http,
      @Nullable URI endpoint,
      Region region,
      AwsCredentialsProvider credentials) {
    return SqsClient.builder()
        .httpClient(http)
        .endpointOverride(endpoint)
        .region(region)
        .credentialsProvider(credentials)
        .overrideConfiguration(settings ->
            settings
                .apiCallTimeout(CALL_TIMEOUT)
                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                .retryStrategy(retries -> retries.maxAttempts(2)))
        .build();
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(ATTEMPT_TIMEOUT)
        .socketTimeout(ATTEMPT_TIMEOUT)
        .build();
  }

  @Override
  public void send(Prediction prediction) throws NotRecordedException {
    String body = prediction.toJson();
    Future<?> sent =
        senders.submit(() -> sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(body)));
    try {
      sent.get(budget.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The send continues and may still succeed, but the response does not claim that it did.
      throw new NotRecordedException("the queue did not accept the prediction in time", e);
    } catch (ExecutionException e) {
      throw new NotRecordedException("the queue did not accept the prediction", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotRecordedException("interrupted while sending the prediction", e);
    }
  }

  /**
   * Opens a connection and resolves credentials, so that the first send is as fast as later ones.
   *
   * @throws SdkException if the queue can't be reached
   */
  void connect() {
    try {
      CompletableFuture.runAsync(
              () -> sqs.getQueueAttributes(get -> get.queueUrl(queueUrl)), senders)
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SdkException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    senders.close();
    sqs.close();
  }
}
